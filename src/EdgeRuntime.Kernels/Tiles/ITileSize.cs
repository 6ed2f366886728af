namespace EdgeRuntime.Kernels;

/// <summary>A number that the compiler knows, so that code for more rows or columns than a tile has disappears.</summary>
internal interface ITileSize
{
    static abstract int Count { get; }
}

internal readonly struct Size1 : ITileSize
{
    public static int Count => 1;
}

internal readonly struct Size2 : ITileSize
{
    public static int Count => 2;
}

internal readonly struct Size3 : ITileSize
{
    public static int Count => 3;
}

internal readonly struct Size4 : ITileSize
{
    public static int Count => 4;
}

internal readonly struct Size5 : ITileSize
{
    public static int Count => 5;
}

internal readonly struct Size6 : ITileSize
{
    public static int Count => 6;
}
