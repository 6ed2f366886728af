using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Turns the sums of one register's channels into int8, for <see cref="PairWeights.Bounded"/> weights.</summary>
internal readonly unsafe ref struct PairFinish<TStep, TVector>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    private readonly PairFactors<TVector> _factors;
    private readonly Vector128<sbyte> _min;
    private readonly Vector128<sbyte> _max;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PairFinish(PairWeights* weights, int channel)
    {
        ref var rescale = ref weights->Rescale;
        _factors = new(
            TStep.Load(weights->Stage.Multipliers + channel), TStep.Load(rescale.Odd + channel),
            TStep.Load((int*)rescale.EvenRounding + channel), TStep.Load((int*)rescale.OddRounding + channel),
            TStep.Load(rescale.Right + channel));
        (_min, _max) = (Vector128.Create((sbyte)weights->Stage.Min), Vector128.Create((sbyte)weights->Stage.Max));
    }

    /// <summary>Writes the bytes of all lanes. Calls nothing: a call would make the sums that wait for their turn live in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(TVector sums, sbyte* output)
    {
        var bytes = Sse41.Min(Sse41.Max(TStep.Narrow(TStep.RescaleBounded(sums, _factors)), _min), _max);
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
