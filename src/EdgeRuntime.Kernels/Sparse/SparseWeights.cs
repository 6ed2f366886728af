using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Groups of channels whose weights are kept without the depths that none of them reads. Lies behind the prepared part of the tiles that
/// compute the products; then come the groups, their windows, and their weights in the tiles' order.
/// </summary>
internal unsafe struct SparseWeights
{
    private const int Alignment = 64;

    public SparseGroup* Groups;

    public int Count;

    /// <summary>Rows that fit into <see cref="SparseGroups.BufferBytes"/> together, at most <see cref="SparseCost.RowsAtOnce"/>.</summary>
    public int RowsAtOnce;

    /// <summary>Bytes of everything prepared, with <paramref name="tileBytes"/> for the tiles.</summary>
    public static long SizeBytes(SparseGroups groups, long tileBytes)
    {
        var bytes = AlignUp(tileBytes) + Alignment + AlignUp((long)groups.Count * sizeof(SparseGroup));
        for (var group = 0; group < groups.Count; group++)
        {
            bytes += ((long)groups.Windows[group] * sizeof(GatherWindow)) + ((long)groups.GroupChannels * groups.Depths[group]);
        }

        return bytes + Alignment;
    }

    public static SparseWeights* Of(StepContext* step, long tileBytes) => (SparseWeights*)(step->Prepared + AlignUp(tileBytes));

    /// <param name="step">Weights are its operand 1, row-major.</param>
    /// <param name="groups">What <see cref="SizeBytes"/> was asked for.</param>
    /// <param name="order">Order of the tiles' weights.</param>
    /// <param name="tileBytes">Bytes of what the tiles prepared.</param>
    public static void Write(StepContext* step, SparseGroups groups, WeightBlocks order, long tileBytes)
    {
        ref var operand = ref step->Inputs[1];
        var (channels, depth) = (operand.Shape[0], operand.ElementCount / operand.Shape[0]);
        var sparse = Of(step, tileBytes);
        sparse->Groups = (SparseGroup*)((byte*)sparse + Alignment);
        sparse->Count = groups.Count;
        sparse->RowsAtOnce = Math.Min(SparseCost.RowsAtOnce, SparseGroups.BufferBytes / (groups.Depths.Max() + SparseGroups.DepthStep));
        var windows = (GatherWindow*)((byte*)sparse->Groups + AlignUp((long)groups.Count * sizeof(SparseGroup)));
        var blocks = (sbyte*)AlignUp((long)(windows + groups.Windows.Sum()));
        var rows = new sbyte[groups.GroupChannels * groups.Depths.Max()];
        for (var g = 0; g < groups.Count; g++)
        {
            var first = g * groups.GroupChannels;
            var count = Math.Min(groups.GroupChannels, channels - first);
            var group = sparse->Groups + g;
            *group = new SparseGroup
            {
                Windows = windows,
                WindowCount = GatherWindow.Cut(groups.Used(g), depth, windows),
                Depth = groups.Depths[g],
                BlockBytes = (nint)order.BlockBytes(groups.Depths[g]),
                Begin = first / order.BlockChannels,
                End = (first + count + order.BlockChannels - 1) / order.BlockChannels,
            };
            group->Blocks = blocks - (group->Begin * group->BlockBytes);
            Compact(operand.As<sbyte>() + ((nint)first * depth), depth, count, groups.Used(g), rows, group->Depth);
            fixed (sbyte* compact = rows)
            {
                order.Pack(compact, count, group->Depth, group->Depth, 1, blocks);
            }

            windows += group->WindowCount;
            blocks += (nint)groups.GroupChannels * group->Depth;
        }
    }

    /// <summary>Rows without the depths that are not used, filled up with zeros.</summary>
    private static void Compact(sbyte* weights, int depth, int channels, ReadOnlySpan<ulong> used, Span<sbyte> target, int targetDepth)
    {
        target.Clear();
        for (var channel = 0; channel < channels; channel++, weights += depth)
        {
            var row = target.Slice(channel * targetDepth, targetDepth);
            var i = 0;
            for (var k = DepthBits.Next(used, 0); k >= 0; k = DepthBits.Next(used, k + 1))
            {
                row[i++] = weights[k];
            }
        }
    }

    private static long AlignUp(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}

/// <summary>A group of channels that read the same depths.</summary>
internal unsafe struct SparseGroup
{
    /// <summary>What is gathered of each row, <see cref="Depth"/> bytes in all but for those that meet zero weights only.</summary>
    public GatherWindow* Windows;

    public int WindowCount;

    /// <summary>Depths of the gathered rows, a multiple of <see cref="SparseGroups.DepthStep"/>.</summary>
    public int Depth;

    /// <summary>The layer's first block, if all blocks were <see cref="BlockBytes"/> apart: those from <see cref="Begin"/> on are here.</summary>
    public sbyte* Blocks;

    /// <summary>Bytes from one block of channels to the next.</summary>
    public nint BlockBytes;

    /// <summary>First of the layer's blocks.</summary>
    public int Begin;

    /// <summary>The block behind the last one.</summary>
    public int End;
}
