using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class Relu6Kernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => UnaryLoop.Bind<float, float, Plain>(step),
            ElementType.Int8 => UnaryLoop.Bind<sbyte, sbyte, Quantized<sbyte>>(step),
            ElementType.UInt8 => UnaryLoop.Bind<byte, byte, Quantized<byte>>(step),
            ElementType.Int16 => UnaryLoop.Bind<short, short, Quantized<short>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private struct Plain : IUnaryStep<Plain, float, float>
    {
        private PlainLimits<float> _limits;

        public static Plain Prepare(StepContext* step) => new() { _limits = PlainLimits<float>.Of(Activation.Relu6) };

        public readonly float Apply(float x) => _limits.Apply(x);
    }

    private struct Quantized<T> : IUnaryStep<Quantized<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        private int _zeroPoint;
        private QuantizedMultiplier _multiplier;
        private OutputLimits _limits;

        public static Quantized<T> Prepare(StepContext* step) => new()
        {
            _zeroPoint = step->Inputs[0].ZeroPoint,
            _multiplier = QuantizedMultiplier.From((double)step->Inputs[0].Scale / step->Outputs[0].Scale),
            _limits = OutputLimits.Of(step->Outputs[0], Activation.Relu6),
        };

        public readonly T Apply(T x) => T.CreateTruncating(_limits.Apply(
            FixedPoint.MultiplyByQuantizedMultiplier(int.CreateTruncating(x) - _zeroPoint, _multiplier.Multiplier, _multiplier.Shift)));
    }
}
