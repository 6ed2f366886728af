using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Turns the sums of one register's channels into int8 in single precision, for <see cref="PairWeights.Bounded"/> weights whose
/// <see cref="PairSingles"/> are proved.
/// </summary>
internal readonly unsafe ref struct PairFinish<TStep, TVector>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    private readonly PairFloats<TVector> _floats;
    private readonly Vector128<sbyte> _min;
    private readonly Vector128<sbyte> _max;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PairFinish(PairWeights* weights, int channel)
    {
        ref var singles = ref weights->Singles;
        _floats = new(
            TStep.Load((int*)singles.Scales + channel), TStep.Load((int*)singles.Offsets + channel),
            TStep.Load((int*)singles.NegativeOffsets + channel));
        (_min, _max) = (Vector128.Create((sbyte)weights->Stage.Min), Vector128.Create((sbyte)weights->Stage.Max));
    }

    /// <summary>Whether it is exact for <paramref name="count"/> registers of channels; sums of others are left to <see cref="PairSums{TStep, TVector}"/>.</summary>
    public static bool Holds(PairWeights* weights, int register, int count)
    {
        var holds = weights->Bounded;
        for (var i = 0; i < count; i++)
        {
            holds &= weights->Singles.Proved[register + i];
        }

        return holds;
    }

    /// <summary>Writes the bytes of all lanes. Calls nothing: a call would make the sums that wait for their turn live in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(TVector sums, sbyte* output)
    {
        var bytes = Sse41.Min(Sse41.Max(TStep.Narrow(TStep.RescaleFloat(sums, _floats)), _min), _max);
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
