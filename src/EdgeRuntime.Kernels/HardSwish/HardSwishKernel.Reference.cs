using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class HardSwishKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => UnaryLoop.Bind<float, float, Plain>(step),
            ElementType.Int8 => UnaryLoop.Bind<sbyte, sbyte, Quantized<sbyte>>(step),
            ElementType.UInt8 => UnaryLoop.Bind<byte, byte, Quantized<byte>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private struct Plain : IUnaryStep<Plain, float, float>
    {
        public static Plain Prepare(StepContext* step) => default;

        public readonly float Apply(float x) => x * Math.Min(6, Math.Max(0, x + 3)) / 6;
    }

    private struct Quantized<T> : IUnaryStep<Quantized<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        private int _zeroPoint;
        private Int16Multiplier _output;
        private Int16Multiplier _gate;
        private OutputLimits _limits;

        public static Quantized<T> Prepare(StepContext* step)
        {
            // Single precision, as in the reference: 7 extra bits; the gate's unit is 3 / 2^15.
            var fineScale = 1f / 128 * step->Inputs[0].Scale;
            return new()
            {
                _zeroPoint = step->Inputs[0].ZeroPoint,
                _output = Int16Multiplier.From(fineScale / step->Outputs[0].Scale),
                _gate = Int16Multiplier.From(fineScale / (3f / 32768)),
                _limits = OutputLimits.Of(step->Outputs[0]),
            };
        }

        public readonly T Apply(T x)
        {
            var fine = (short)((int.CreateTruncating(x) - _zeroPoint) << 7);
            var scaled = Int16Multiplier.RoundingHighMul(fine, _output.Multiplier);

            // (x / 3 + 1) / 2 within [0, 1); saturated at -1 and 1 before.
            var gate = (_gate.SaturatingScale(fine) + (1 << 15)) >> 1;
            var product = (short)(gate * scaled / (1 << 15));
            return T.CreateTruncating(_limits.Apply(FixedPoint.RoundingDivideByPowerOfTwo(product, -_output.Exponent)));
        }
    }
}
