namespace EdgeRuntime.Kernels;

/// <summary>What the second half of a tile's sums is for; known to the compiler, so that code for other shapes disappears.</summary>
internal interface ITileShape
{
    /// <summary>There is a second half.</summary>
    static abstract bool HasSecond { get; }

    /// <summary>It is the next column of the same rows, not more rows of the same column.</summary>
    static abstract bool IsColumn { get; }
}

internal readonly struct OneColumn : ITileShape
{
    public static bool HasSecond => false;

    public static bool IsColumn => false;
}

internal readonly struct TwoColumns : ITileShape
{
    public static bool HasSecond => true;

    public static bool IsColumn => true;
}

internal readonly struct TwiceTheRows : ITileShape
{
    public static bool HasSecond => true;

    public static bool IsColumn => false;
}
