using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>Turns the sums of one register's channels into int8, for <see cref="PairWeights.Bounded"/> weights.</summary>
internal readonly unsafe ref struct PairFinish<TStep, TVector>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    private readonly PairFactors<TVector> _factors;
    private readonly TVector _zeroPoint;
    private readonly Vector128<sbyte> _min;
    private readonly Vector128<sbyte> _max;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PairFinish(PairWeights* weights, int channel)
    {
        _factors = TStep.Factors(weights->Stage.Multipliers + channel, weights->Stage.Shifts + channel);
        _zeroPoint = TStep.Create(weights->Stage.OutputZeroPoint);
        (_min, _max) = (Vector128.Create((sbyte)weights->Stage.Min), Vector128.Create((sbyte)weights->Stage.Max));
    }

    /// <summary>Writes the bytes of all lanes. Calls nothing: a call would make the sums that wait for their turn live in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(TVector sums, sbyte* output)
    {
        var bytes = TStep.Narrow(TStep.RescaleBounded(sums, _factors), _zeroPoint, _min, _max);
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
