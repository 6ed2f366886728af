using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>Rows against groups of channels, each over the depths that it reads, by <see cref="PairProduct{TStep, TVector}"/>.</summary>
internal static unsafe class SparsePairs<TStep, TVector>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    /// <summary>Groups [begin, end) of <paramref name="rows"/> rows of <paramref name="depth"/> bytes, into (rows, channels).</summary>
    [SkipLocalsInit]
    public static void Run(StepContext* step, sbyte* x, nint depth, int rows, sbyte* output, int begin, int end)
    {
        var buffer = stackalloc sbyte[SparseGroups.BufferBytes];
        var weights = *(PairWeights*)step->Prepared;
        var sparse = SparseWeights.Of(step, PairWeights.SizeBytes(weights.Channels));
        for (; rows > 0; rows -= sparse->RowsAtOnce, x += sparse->RowsAtOnce * depth, output += sparse->RowsAtOnce * (nint)weights.Channels)
        {
            var count = Math.Min(rows, sparse->RowsAtOnce);
            for (var group = sparse->Groups + begin; group < sparse->Groups + end; group++)
            {
                var pitch = group->Depth + SparseGroups.DepthStep;
                GatheredRows<Avx2Gather>.Run(group, x, depth, count, buffer, pitch);
                weights.Blocks = group->Blocks;
                (weights.Depth, weights.BlockBytes) = (group->Depth, group->BlockBytes);
                var source = new PairRows<TStep, TVector>(buffer, pitch, buffer + SparseGroups.BufferBytes, weights.Shift);
                PairProduct<TStep, TVector>.Run(&weights, source, count, output, group->Begin, group->End);
            }
        }
    }
}
