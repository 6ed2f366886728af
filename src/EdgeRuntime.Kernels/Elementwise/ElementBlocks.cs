namespace EdgeRuntime.Kernels;

/// <summary>Element-wise work is shared out in blocks of neighbouring output elements.</summary>
public static class ElementBlocks
{
    /// <summary>Elements of a block: a multiple of every vector and of a cache line, and enough work to be worth a hand-over.</summary>
    public const int Length = 1024;

    public static int Count(int elementCount) => (int)(((long)elementCount + Length - 1) / Length);

    /// <summary>Elements of blocks [<paramref name="begin"/>, <paramref name="end"/>).</summary>
    public static (int First, int Last) Elements(int begin, int end, int elementCount) =>
        ((int)Math.Min((long)begin * Length, elementCount), (int)Math.Min((long)end * Length, elementCount));
}
