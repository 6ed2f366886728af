using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SoftmaxKernel
{
    /// <summary>Integer bits of the exponential's argument and of the sum of exponentials.</summary>
    private const int DifferenceBits = 5, SumBits = 12;

    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = (step.Inputs[0].Type, step.Outputs[0].Type) switch
        {
            (ElementType.Float32, _) => new() { Run = &RunFloat },
            (ElementType.Int8, ElementType.Int16) => Bytes(&RunBytes<sbyte, short>),
            (ElementType.Int8, _) => Bytes(&RunBytes<sbyte, sbyte>),
            (ElementType.UInt8, _) => Bytes(&RunBytes<byte, byte>),
            (ElementType.Int16, _) => new() { Run = &RunInt16, Prepare = &PrepareInt16, PreparedBytes = sizeof(Int16Tables) },
            _ => default,
        };
        var shape = step.Inputs[0].Shape;
        kernel.Units = shape.Product(0, shape.Rank - 1);
        return kernel.Run != null;

        static BoundKernel Bytes(delegate* managed<StepContext*, int, int, int, void> run) =>
            new() { Run = run, Prepare = &PrepareBytes, PreparedBytes = 256 * sizeof(int) };
    }

    /// <summary>exp(-beta * scale * difference) as Q0.31 for every difference from a row's maximum; 0 beyond the radius.</summary>
    private static void PrepareBytes(StepContext* step)
    {
        var argument = FixedPointInput.From((double)step->RecordAs<Softmax>().Beta * step->Inputs[0].Scale, DifferenceBits);
        var exponentials = (int*)step->Prepared;
        for (var difference = 0; difference < 256; difference++)
        {
            exponentials[difference] = difference <= argument.Radius
                ? FixedPointExp.OnNegativeValues(argument.Rescale(-difference), DifferenceBits)
                : 0;
        }
    }

    private static void RunBytes<TX, TY>(StepContext* step, int begin, int end, int worker)
        where TX : unmanaged, IBinaryInteger<TX>, IMinMaxValue<TX>
        where TY : unmanaged, IBinaryInteger<TY>, IMinMaxValue<TY>
    {
        var exponentials = (int*)step->Prepared;
        var depth = step->Inputs[0].Shape[-1];
        var (lowest, highest) = (int.CreateTruncating(TY.MinValue), int.CreateTruncating(TY.MaxValue));
        for (var row = begin; row < end; row++)
        {
            var x = step->Inputs[0].As<TX>() + ((long)row * depth);
            var y = step->Outputs[0].As<TY>() + ((long)row * depth);
            var max = MaxOf(x, depth);
            var sum = 0;
            for (var c = 0; c < depth; c++)
            {
                sum += FixedPoint.RoundingDivideByPowerOfTwo(exponentials[max - int.CreateTruncating(x[c])], SumBits);
            }

            var scale = FixedPointReciprocal.Of(sum, SumBits, out var bitsOverUnit);
            var shift = bitsOverUnit + 31 - (8 * sizeof(TY));
            for (var c = 0; c < depth; c++)
            {
                var share = FixedPoint.SaturatingRoundingDoublingHighMul(scale, exponentials[max - int.CreateTruncating(x[c])]);
                var value = lowest + FixedPoint.RoundingDivideByPowerOfTwo(share, shift);
                y[c] = TY.CreateTruncating(Math.Max(lowest, Math.Min(highest, value)));
            }
        }
    }

    private static int MaxOf<T>(T* x, int count) where T : unmanaged, IBinaryInteger<T>
    {
        var max = x[0];
        for (var i = 1; i < count; i++)
        {
            max = x[i] > max ? x[i] : max;
        }

        return int.CreateTruncating(max);
    }
}
