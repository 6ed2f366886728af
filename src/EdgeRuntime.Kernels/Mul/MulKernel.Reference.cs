using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class MulKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => BinaryLoop.Bind<float, float, float, Plain<float>>(step),
            ElementType.Int8 => BinaryLoop.Bind<sbyte, sbyte, sbyte, Quantized<sbyte>>(step),
            ElementType.UInt8 => BinaryLoop.Bind<byte, byte, byte, Quantized<byte>>(step),
            ElementType.Int16 => BinaryLoop.Bind<short, short, short, Quantized<short>>(step),
            ElementType.Int32 => BinaryLoop.Bind<int, int, int, Plain<int>>(step),
            ElementType.Int64 => BinaryLoop.Bind<long, long, long, Plain<long>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    /// <summary>From a product of centred integers to the output.</summary>
    private static QuantizedMultiplier Factor(float scaleA, float scaleB, float outputScale) =>
        QuantizedMultiplier.From((double)scaleA * scaleB / outputScale);

    private struct Plain<T> : IBinaryStep<Plain<T>, T, T, T> where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        private PlainLimits<T> _limits;

        public static Plain<T> Prepare(StepContext* step) =>
            new() { _limits = PlainLimits<T>.Of(step->RecordAs<Mul>().Activation) };

        public readonly T Apply(T a, T b) => _limits.Apply(a * b);
    }

    private struct Quantized<T> : IBinaryStep<Quantized<T>, T, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        private int _zeroPointA;
        private int _zeroPointB;
        private QuantizedMultiplier _multiplier;
        private OutputLimits _limits;

        public static Quantized<T> Prepare(StepContext* step) => new()
        {
            _zeroPointA = step->Inputs[0].ZeroPoint,
            _zeroPointB = step->Inputs[1].ZeroPoint,
            _multiplier = Factor(step->Inputs[0].Scale, step->Inputs[1].Scale, step->Outputs[0].Scale),
            _limits = OutputLimits.Of(step->Outputs[0], step->RecordAs<Mul>().Activation),
        };

        public readonly T Apply(T a, T b)
        {
            var product = (int.CreateTruncating(a) - _zeroPointA) * (int.CreateTruncating(b) - _zeroPointB);
            return T.CreateTruncating(_limits.Apply(
                FixedPoint.MultiplyByQuantizedMultiplier(product, _multiplier.Multiplier, _multiplier.Shift)));
        }
    }
}
