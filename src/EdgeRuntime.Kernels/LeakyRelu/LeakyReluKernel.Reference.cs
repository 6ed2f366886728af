using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class LeakyReluKernel
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
        private float _alpha;

        public static Plain Prepare(StepContext* step) => new() { _alpha = step->RecordAs<LeakyRelu>().Alpha };

        public readonly float Apply(float x) => x > 0 ? x : x * _alpha;
    }

    private struct Quantized<T> : IUnaryStep<Quantized<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        private int _zeroPoint;
        private QuantizedMultiplier _identity;
        private QuantizedMultiplier _slope;
        private OutputLimits _limits;

        public static Quantized<T> Prepare(StepContext* step)
        {
            // Single precision, as the reference computes both factors.
            float inputScale = step->Inputs[0].Scale, outputScale = step->Outputs[0].Scale;
            return new()
            {
                _zeroPoint = step->Inputs[0].ZeroPoint,
                _identity = QuantizedMultiplier.From(inputScale / outputScale),
                _slope = QuantizedMultiplier.From(inputScale * step->RecordAs<LeakyRelu>().Alpha / outputScale),
                _limits = OutputLimits.Of(step->Outputs[0]),
            };
        }

        public readonly T Apply(T x)
        {
            var centred = int.CreateTruncating(x) - _zeroPoint;
            var factor = centred >= 0 ? _identity : _slope;
            return T.CreateTruncating(_limits.Apply(
                FixedPoint.MultiplyByQuantizedMultiplier(centred, factor.Multiplier, factor.Shift)));
        }
    }
}
