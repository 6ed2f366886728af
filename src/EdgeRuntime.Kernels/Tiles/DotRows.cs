using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>
/// One or two vectors x (depth) against rows of weights (channels, depth), four rows at a time; outputs int8 (channels).
/// x has depth readable bytes, or 16 filled up with zeros when the rows are packed. Nothing is read behind x or the weights.
/// </summary>
internal static unsafe class DotRows<TStep, TOperand, TSum, TRescale>
    where TStep : IDotStep<TOperand, TSum>
    where TOperand : unmanaged
    where TSum : unmanaged
    where TRescale : IRescaleStep
{
    /// <summary>Channels [begin, end) of one vector.</summary>
    public static void One(DotWeights* weights, sbyte* x, sbyte* output, int begin, int end)
    {
        var whole = weights->WholeBytes;
        var tailMask = TailMask(weights->TailBytes);
        for (var channel = begin; channel < end; channel += 4)
        {
            var row = weights->Rows + ((nint)channel * weights->RowStride);
            var (w1, w2, w3) = Neighbours(weights, channel);
            TSum a = default, b = default, c = default, d = default;
            for (nint k = 0; k < whole; k += DotWeights.Step)
            {
                var value = Load(x + k);
                a = TStep.Add(a, value, Load(row + k));
                b = TStep.Add(b, value, Load(row + w1 + k));
                c = TStep.Add(c, value, Load(row + w2 + k));
                d = TStep.Add(d, value, Load(row + w3 + k));
            }

            if (weights->TailBytes > 0)
            {
                nint k = whole + weights->TailBytes - DotWeights.Step;
                var value = TStep.Widen(Vector128.Load(x + k) & tailMask);
                a = TStep.Add(a, value, Load(row + k));
                b = TStep.Add(b, value, Load(row + w1 + k));
                c = TStep.Add(c, value, Load(row + w2 + k));
                d = TStep.Add(d, value, Load(row + w3 + k));
            }

            var sums = TStep.Totals(a, b, c, d) + Vector128.Load(weights->Bias + channel);
            OutputLanes.Store<TRescale>(sums, &weights->Stage, channel, output + channel, end - channel);
        }
    }

    /// <summary>Channels [begin, end) of two vectors: every row is loaded once for both.</summary>
    public static void Two(DotWeights* weights, sbyte* x, sbyte* x2, sbyte* output, sbyte* output2, int begin, int end)
    {
        var whole = weights->WholeBytes;
        var tailMask = TailMask(weights->TailBytes);
        for (var channel = begin; channel < end; channel += 4)
        {
            var row = weights->Rows + ((nint)channel * weights->RowStride);
            var (w1, w2, w3) = Neighbours(weights, channel);
            TSum a = default, b = default, c = default, d = default, a2 = default, b2 = default, c2 = default, d2 = default;
            for (nint k = 0; k < whole; k += DotWeights.Step)
            {
                var (value, value2) = (Load(x + k), Load(x2 + k));
                var w = Load(row + k);
                (a, a2) = (TStep.Add(a, value, w), TStep.Add(a2, value2, w));
                w = Load(row + w1 + k);
                (b, b2) = (TStep.Add(b, value, w), TStep.Add(b2, value2, w));
                w = Load(row + w2 + k);
                (c, c2) = (TStep.Add(c, value, w), TStep.Add(c2, value2, w));
                w = Load(row + w3 + k);
                (d, d2) = (TStep.Add(d, value, w), TStep.Add(d2, value2, w));
            }

            if (weights->TailBytes > 0)
            {
                nint k = whole + weights->TailBytes - DotWeights.Step;
                var (value, value2) = (TStep.Widen(Vector128.Load(x + k) & tailMask), TStep.Widen(Vector128.Load(x2 + k) & tailMask));
                var w = Load(row + k);
                (a, a2) = (TStep.Add(a, value, w), TStep.Add(a2, value2, w));
                w = Load(row + w1 + k);
                (b, b2) = (TStep.Add(b, value, w), TStep.Add(b2, value2, w));
                w = Load(row + w2 + k);
                (c, c2) = (TStep.Add(c, value, w), TStep.Add(c2, value2, w));
                w = Load(row + w3 + k);
                (d, d2) = (TStep.Add(d, value, w), TStep.Add(d2, value2, w));
            }

            var bias = Vector128.Load(weights->Bias + channel);
            OutputLanes.Store<TRescale>(TStep.Totals(a, b, c, d) + bias, &weights->Stage, channel, output + channel, end - channel);
            OutputLanes.Store<TRescale>(TStep.Totals(a2, b2, c2, d2) + bias, &weights->Stage, channel, output2 + channel, end - channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOperand Load(sbyte* address) => TStep.Widen(Vector128.Load(address));

    /// <summary>Distances from a row to the three after it; past the last channel the last row is read again and its sum thrown away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (nint First, nint Second, nint Third) Neighbours(DotWeights* weights, int channel)
    {
        nint stride = weights->RowStride;
        var left = weights->Channels - 1 - channel;
        return (Math.Min(1, left) * stride, Math.Min(2, left) * stride, Math.Min(3, left) * stride);
    }

    /// <summary>Ones in the last <paramref name="tailBytes"/> of 16 bytes.</summary>
    private static Vector128<sbyte> TailMask(int tailBytes) =>
        Vector128.GreaterThanOrEqual(Vector128<sbyte>.Indices, Vector128.Create((sbyte)(DotWeights.Step - tailBytes)));
}
