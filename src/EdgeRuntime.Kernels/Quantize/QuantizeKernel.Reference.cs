using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class QuantizeKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => BindReal(step),
            ElementType.Int8 => BindRescaled<sbyte>(step),
            ElementType.UInt8 => BindRescaled<byte>(step),
            ElementType.Int16 => BindRescaled<short>(step),
            ElementType.Int32 => BindRescaled<int>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private static BoundKernel BindReal(StepView step) => step.Outputs[0].Type switch
    {
        ElementType.Int8 => UnaryLoop.Bind<float, sbyte, Real<sbyte>>(step),
        ElementType.UInt8 => UnaryLoop.Bind<float, byte, Real<byte>>(step),
        ElementType.Int16 => UnaryLoop.Bind<float, short, Real<short>>(step),
        ElementType.Int32 => UnaryLoop.Bind<float, int, Real<int>>(step),
        _ => default,
    };

    private static BoundKernel BindRescaled<T>(StepView step) where T : unmanaged, IBinaryInteger<T> => step.Outputs[0].Type switch
    {
        ElementType.Int8 => UnaryLoop.Bind<T, sbyte, Rescaled<T, sbyte>>(step),
        ElementType.UInt8 => UnaryLoop.Bind<T, byte, Rescaled<T, byte>>(step),
        ElementType.Int16 => UnaryLoop.Bind<T, short, Rescaled<T, short>>(step),
        ElementType.Int32 => UnaryLoop.Bind<T, int, Rescaled<T, int>>(step),
        _ => default,
    };

    private struct Real<T> : IUnaryStep<Real<T>, float, T> where T : unmanaged, IBinaryInteger<T>
    {
        private float _scale;
        private int _zeroPoint;

        public static Real<T> Prepare(StepContext* step) =>
            new() { _scale = step->Outputs[0].Scale, _zeroPoint = step->Outputs[0].ZeroPoint };

        // 64 bits, so that neither a huge quotient nor the zero point can wrap.
        public readonly T Apply(float x) =>
            T.CreateSaturating((long)(int)MathF.Round(x / _scale, MidpointRounding.AwayFromZero) + _zeroPoint);
    }

    private struct Rescaled<TX, TY> : IUnaryStep<Rescaled<TX, TY>, TX, TY>
        where TX : unmanaged, IBinaryInteger<TX>
        where TY : unmanaged, IBinaryInteger<TY>
    {
        private int _zeroPoint;
        private QuantizedMultiplier _multiplier;
        private OutputLimits _limits;

        public static Rescaled<TX, TY> Prepare(StepContext* step) => new()
        {
            _zeroPoint = step->Inputs[0].ZeroPoint,
            _multiplier = QuantizedMultiplier.From((double)step->Inputs[0].Scale / step->Outputs[0].Scale),
            _limits = OutputLimits.Of(step->Outputs[0]),
        };

        public readonly TY Apply(TX x) => TY.CreateTruncating(_limits.Apply(
            FixedPoint.MultiplyByQuantizedMultiplier(int.CreateTruncating(x) - _zeroPoint, _multiplier.Multiplier, _multiplier.Shift)));
    }
}
