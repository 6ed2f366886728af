using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class MulKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) =>
        PairLoops.BindArithmetic<PairOperations.Product, Quantized<sbyte>, Quantized<byte>, Quantized<short>>(step, out kernel);

    /// <summary>From a product of centred integers to the output.</summary>
    private static QuantizedMultiplier Factor(float scaleA, float scaleB, float outputScale) =>
        QuantizedMultiplier.From((double)scaleA * scaleB / outputScale);

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
