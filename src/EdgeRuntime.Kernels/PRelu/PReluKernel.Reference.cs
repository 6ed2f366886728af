using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class PReluKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => BinaryLoop.Bind<float, float, float, Plain>(step),
            ElementType.Int8 => BinaryLoop.Bind<sbyte, sbyte, sbyte, Quantized<sbyte, sbyte>>(step),
            ElementType.UInt8 => BinaryLoop.Bind<byte, byte, byte, Quantized<byte, byte>>(step),
            ElementType.Int16 => BinaryLoop.Bind<short, sbyte, short, Quantized<short, sbyte>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private struct Plain : IBinaryStep<Plain, float, float, float>
    {
        public static Plain Prepare(StepContext* step) => default;

        public readonly float Apply(float x, float alpha) => x >= 0 ? x : x * alpha;
    }

    private struct Quantized<T, TAlpha> : IBinaryStep<Quantized<T, TAlpha>, T, TAlpha, T>
        where T : unmanaged, IBinaryInteger<T>
        where TAlpha : unmanaged, IBinaryInteger<TAlpha>
    {
        private int _zeroPoint;
        private int _alphaZeroPoint;
        private QuantizedMultiplier _identity;
        private QuantizedMultiplier _slope;
        private OutputLimits _limits;

        public static Quantized<T, TAlpha> Prepare(StepContext* step)
        {
            double inputScale = step->Inputs[0].Scale, alphaScale = step->Inputs[1].Scale, outputScale = step->Outputs[0].Scale;
            return new()
            {
                _zeroPoint = step->Inputs[0].ZeroPoint,
                _alphaZeroPoint = step->Inputs[1].ZeroPoint,
                _identity = QuantizedMultiplier.From(inputScale / outputScale),
                _slope = QuantizedMultiplier.From(inputScale * alphaScale / outputScale),
                _limits = OutputLimits.Of(step->Outputs[0]),
            };
        }

        public readonly T Apply(T x, TAlpha alpha)
        {
            var centred = int.CreateTruncating(x) - _zeroPoint;
            var scaled = centred >= 0
                ? FixedPoint.MultiplyByQuantizedMultiplier(centred, _identity.Multiplier, _identity.Shift)
                : FixedPoint.MultiplyByQuantizedMultiplier(
                    centred * (int.CreateTruncating(alpha) - _alphaZeroPoint), _slope.Multiplier, _slope.Shift);
            return T.CreateTruncating(_limits.Apply(scaled));
        }
    }
}
