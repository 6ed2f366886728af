using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class RsqrtKernel
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
        public static Plain Prepare(StepContext* step) => default;

        public readonly float Apply(float x) => 1 / MathF.Sqrt(x);
    }

    private struct Quantized<T> : IUnaryStep<Quantized<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        private const int ExtraBits = 20;

        private int _zeroPoint;
        private QuantizedMultiplier _multiplier;
        private OutputLimits _limits;

        public static Quantized<T> Prepare(StepContext* step) => new()
        {
            _zeroPoint = step->Inputs[0].ZeroPoint,
            _multiplier = QuantizedMultiplier.From(1 / (Math.Sqrt(step->Inputs[0].Scale) * step->Outputs[0].Scale)),
            _limits = OutputLimits.Of(step->Outputs[0]),
        };

        public readonly T Apply(T x)
        {
            var centred = int.CreateTruncating(x) - _zeroPoint;
            if (centred <= 0)
            {
                return T.CreateTruncating(_limits.Max);
            }

            var inverse = FixedPointRsqrt.Of(centred);
            var root = FixedPoint.MultiplyByQuantizedMultiplier(1, inverse.Multiplier, inverse.Shift + ExtraBits);
            return T.CreateTruncating(_limits.Apply(
                FixedPoint.MultiplyByQuantizedMultiplier(root, _multiplier.Multiplier, _multiplier.Shift - ExtraBits)));
        }
    }
}
