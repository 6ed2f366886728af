using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>Rows against groups of channels, each over the depths that it reads, by the tiles of <see cref="DenseTiles{TLarge, TSmall, TSingle, TOutput}"/>.</summary>
internal static unsafe class SparseTiles<TLarge, TSmall, TSingle, TOutput>
    where TLarge : struct, IDenseTile
    where TSmall : struct, IDenseTile
    where TSingle : struct, IDenseTile
    where TOutput : IAdvSimdOutput
{
    /// <summary>Groups [begin, end) of <paramref name="rows"/> rows of <paramref name="depth"/> bytes, into (rows, channels).</summary>
    [SkipLocalsInit]
    public static void Run(StepContext* step, sbyte* x, nint depth, int rows, sbyte* output, int begin, int end)
    {
        var buffer = stackalloc sbyte[SparseGroups.BufferBytes];
        var weights = *(DenseWeights*)step->Prepared;
        var sparse = SparseWeights.Of(step, DenseWeights.SizeBytes<TLarge>(weights.Channels));
        nint zero = 0;
        for (; rows > 0; rows -= sparse->RowsAtOnce, x += sparse->RowsAtOnce * depth, output += sparse->RowsAtOnce * (nint)weights.Channels)
        {
            var count = Math.Min(rows, sparse->RowsAtOnce);
            for (var group = sparse->Groups + begin; group < sparse->Groups + end; group++)
            {
                nint pitch = group->Depth + SparseGroups.DepthStep;
                GatheredRows<AdvSimdGather>.Run(group, x, depth, count, buffer, pitch);
                weights.Weights = group->Blocks;
                weights.BlockBytes = group->BlockBytes;
                DenseTiles<TLarge, TSmall, TSingle, TOutput>.Run(
                    &weights, new PixelRuns(&zero, 1, group->Depth), buffer, pitch, count, output, group->Begin, group->End);
            }
        }
    }
}
