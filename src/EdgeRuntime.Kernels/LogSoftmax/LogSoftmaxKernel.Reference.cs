using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class LogSoftmaxKernel
{
    /// <summary>Integer bits of a difference, of the sum of exponentials and of the output.</summary>
    private const int DifferenceBits = 5, SumBits = 12, OutputBits = 4;

    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => new() { Run = &RunFloat },
            ElementType.Int8 => new() { Run = &RunBytes<sbyte>, Prepare = &PrepareBytes, PreparedBytes = sizeof(Prepared) },
            ElementType.UInt8 => new() { Run = &RunBytes<byte>, Prepare = &PrepareBytes, PreparedBytes = sizeof(Prepared) },
            _ => default,
        };
        var shape = step.Inputs[0].Shape;
        kernel.Units = shape.Product(0, shape.Rank - 1);
        return kernel.Run != null;
    }

    private static void PrepareBytes(StepContext* step)
    {
        var argument = FixedPointInput.From(step->Inputs[0].Scale, DifferenceBits);
        *(Prepared*)step->Prepared = new Prepared
        {
            Argument = argument,
            Inverse = QuantizedMultiplier.From(Math.ScaleB(1, 31 - argument.Multiplier.Shift) / argument.Multiplier.Multiplier),
        };
    }

    private static void RunBytes<T>(StepContext* step, int begin, int end, int worker) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        ref readonly var prepared = ref *(Prepared*)step->Prepared;
        var argument = prepared.Argument;
        var depth = step->Inputs[0].Shape[-1];
        var (lowest, highest) = (int.CreateTruncating(T.MinValue), int.CreateTruncating(T.MaxValue));
        for (var row = begin; row < end; row++)
        {
            var x = step->Inputs[0].As<T>() + ((long)row * depth);
            var y = step->Outputs[0].As<T>() + ((long)row * depth);
            var max = lowest;
            for (var c = 0; c < depth; c++)
            {
                max = Math.Max(max, int.CreateTruncating(x[c]));
            }

            var sum = 0;
            for (var c = 0; c < depth; c++)
            {
                var difference = int.CreateTruncating(x[c]) - max;
                if (difference >= -argument.Radius)
                {
                    var exp = FixedPointExp.OnNegativeValues(argument.Rescale(difference), DifferenceBits);
                    sum += FixedPoint.RoundingDivideByPowerOfTwo(exp, SumBits);
                }
            }

            // Differences at or below the limit would leave Q5.26 once the logarithm is subtracted.
            var logSum = FixedPointLog.Of(sum, SumBits, DifferenceBits);
            var limit = Math.Max(-argument.Radius - 1, FixedPoint.MultiplyByQuantizedMultiplier(
                logSum + int.MinValue, prepared.Inverse.Multiplier, prepared.Inverse.Shift));
            for (var c = 0; c < depth; c++)
            {
                var difference = int.CreateTruncating(x[c]) - max;
                var value = difference > limit
                    ? highest + FixedPoint.RoundingDivideByPowerOfTwo(argument.Rescale(difference) - logSum, 31 - DifferenceBits - OutputBits)
                    : lowest;
                y[c] = T.CreateTruncating(Math.Max(lowest, Math.Min(highest, value)));
            }
        }
    }

    private static void RunFloat(StepContext* step, int begin, int end, int worker)
    {
        var depth = step->Inputs[0].Shape[-1];
        for (var row = begin; row < end; row++)
        {
            var x = step->Inputs[0].As<float>() + ((long)row * depth);
            var y = step->Outputs[0].As<float>() + ((long)row * depth);
            var max = x[0];
            for (var c = 1; c < depth; c++)
            {
                max = x[c] > max ? x[c] : max;
            }

            var sum = 0f;
            for (var c = 0; c < depth; c++)
            {
                // Through double precision, whose library differences between hosts vanish in the rounding.
                sum += (float)Math.Exp(x[c] - max);
            }

            var logSum = (float)Math.Log(sum);
            for (var c = 0; c < depth; c++)
            {
                y[c] = x[c] - max - logSum;
            }
        }
    }

    private struct Prepared
    {
        public FixedPointInput Argument;

        /// <summary>From Q5.26 back to stored integers.</summary>
        public QuantizedMultiplier Inverse;
    }
}
