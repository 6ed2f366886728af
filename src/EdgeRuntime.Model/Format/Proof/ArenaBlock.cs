namespace EdgeRuntime.Model;

/// <summary>A stretch of the arena and the steps during which it is in use: a tensor, or a step's scratch.</summary>
internal sealed record ArenaBlock(long Offset, long Length, int First, int Last, int Index, bool Scratch)
{
    public static readonly IComparer<ArenaBlock> ByOffset = Comparer<ArenaBlock>.Create((a, b) => a.Offset.CompareTo(b.Offset));

    /// <summary>Position among the blocks that begin with the same step; scratch comes last.</summary>
    public long Order => Scratch ? int.MaxValue + 1L + Index : Index;

    /// <summary>A point to search at.</summary>
    public static ArenaBlock Edge(long offset) => new(offset, 0, 0, 0, 0, Scratch: false);

    public override string ToString() => Scratch ? $"scratch of step {Index}" : $"tensor {Index}";
}
