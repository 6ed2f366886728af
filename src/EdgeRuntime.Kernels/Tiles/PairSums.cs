using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Finishes sums that lie in memory, for any factors.</summary>
internal static unsafe class PairSums<TStep, TVector>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    /// <summary>What <see cref="PairRescale"/> laid out for the channels of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairFactors<TVector> Factors(PairWeights* weights, int channel)
    {
        ref var rescale = ref weights->Rescale;
        return new(
            TStep.Load(weights->Stage.Multipliers + channel), TStep.Load(rescale.Odd + channel),
            TStep.Load((int*)rescale.EvenRounding + channel), TStep.Load((int*)rescale.OddRounding + channel),
            TStep.Load(rescale.Right + channel));
    }

    /// <summary>
    /// Channels [begin, end) of some rows. The <paramref name="sums"/> begin at the first of these channels and are readable up to a
    /// multiple of the lanes.
    /// </summary>
    public static void Finish(PairWeights* weights, int* sums, nint sumsStride, int rows, sbyte* output, int begin, int end)
    {
        ref var stage = ref weights->Stage;
        var zeroPoint = TStep.Create(stage.OutputZeroPoint);
        var (min, max) = (Vector128.Create((sbyte)stage.Min), Vector128.Create((sbyte)stage.Max));
        for (var row = 0; row < rows; row++, sums += sumsStride, output += weights->Channels)
        {
            for (var channel = begin; channel < end; channel += TStep.Lanes)
            {
                var multipliers = TStep.Load(stage.Multipliers + channel);
                var x = TStep.Load(sums + (channel - begin));
                var values = weights->Bounded
                    ? TStep.RescaleBounded(x, Factors(weights, channel))
                    : TStep.Add(TStep.Rescale(x, multipliers, TStep.Load(stage.Shifts + channel)), zeroPoint);
                var bytes = Sse41.Min(Sse41.Max(TStep.Narrow(values), min), max);
                if (end - channel >= 16 || (end - channel >= 8 && TStep.Lanes == 8))
                {
                    Whole(bytes, output + channel);
                }
                else
                {
                    FirstBytes.Store((sbyte*)&bytes, output + channel, end - channel);
                }
            }
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
