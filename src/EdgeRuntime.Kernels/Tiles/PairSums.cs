using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Finishes sums that lie in memory, for any factors.</summary>
internal static unsafe class PairSums<TStep, TVector>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    /// <summary>
    /// Channels [begin, end) of some rows. The <paramref name="sums"/> begin at the first of these channels and are readable up to a
    /// multiple of the lanes.
    /// </summary>
    public static void Finish(PairWeights* weights, int* sums, nint sumsStride, int rows, sbyte* output, int begin, int end)
    {
        for (var channel = begin; channel < end; channel += TStep.Lanes, sums += TStep.Lanes)
        {
            if (weights->Bounded)
            {
                FinishBounded(weights, sums, sumsStride, rows, output, channel, end - channel);
            }
            else
            {
                FinishAny(weights, sums, sumsStride, rows, output, channel, end - channel);
            }
        }
    }

    private static void FinishBounded(PairWeights* weights, int* sums, nint sumsStride, int rows, sbyte* output, int channel, int count)
    {
        var factors = Factors(weights, channel);
        for (var row = 0; row < rows; row++, sums += sumsStride, output += weights->Channels)
        {
            Store(weights, TStep.RescaleBounded(TStep.Load(sums), factors), output + channel, count);
        }
    }

    /// <summary>What <see cref="PairRescale"/> laid out for the channels of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PairFactors<TVector> Factors(PairWeights* weights, int channel)
    {
        ref var rescale = ref weights->Rescale;
        return new(
            TStep.Load(weights->Stage.Multipliers + channel), TStep.Load(rescale.Odd + channel),
            TStep.Load((int*)rescale.EvenRounding + channel), TStep.Load((int*)rescale.OddRounding + channel),
            TStep.Load(rescale.Right + channel));
    }

    private static void FinishAny(PairWeights* weights, int* sums, nint sumsStride, int rows, sbyte* output, int channel, int count)
    {
        ref var stage = ref weights->Stage;
        var (multipliers, shifts) = (TStep.Load(stage.Multipliers + channel), TStep.Load(stage.Shifts + channel));
        for (var row = 0; row < rows; row++, sums += sumsStride, output += weights->Channels)
        {
            var values = TStep.Add(TStep.Rescale(TStep.Load(sums), multipliers, shifts), TStep.Create(stage.OutputZeroPoint));
            Store(weights, values, output + channel, count);
        }
    }

    /// <summary>Writes the first <paramref name="count"/> channels of a register, or all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(PairWeights* weights, TVector values, sbyte* output, int count)
    {
        ref var stage = ref weights->Stage;
        var bytes = Sse41.Min(Sse41.Max(TStep.Narrow(values), Vector128.Create((sbyte)stage.Min)), Vector128.Create((sbyte)stage.Max));
        if (count >= TStep.Lanes)
        {
            Whole(bytes, output);
        }
        else
        {
            var all = bytes;
            FirstBytes.Store((sbyte*)&all, output, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Whole(Vector128<sbyte> bytes, sbyte* output)
    {
        if (TStep.Lanes == 16)
        {
            bytes.Store(output);
        }
        else
        {
            Unsafe.WriteUnaligned(output, bytes.AsInt64().ToScalar());
        }
    }
}
