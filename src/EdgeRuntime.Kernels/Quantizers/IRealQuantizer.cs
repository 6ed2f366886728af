namespace EdgeRuntime.Kernels;

/// <summary>
/// One instruction set's way from a block of real numbers to integers of a byte: saturate(round(x / scale) + zeroPoint), where not-a-number
/// gives the zero point. The struct holds scale and zero point in all lanes.
/// </summary>
/// <typeparam name="TSelf">The struct.</typeparam>
internal unsafe interface IRealQuantizer<TSelf>
    where TSelf : struct, IRealQuantizer<TSelf>
{
    /// <summary>Elements of a block.</summary>
    static abstract int BlockLength { get; }

    static abstract TSelf Of(float scale, int zeroPoint);

    /// <summary>Reads a block of numbers and writes its bytes.</summary>
    void Block(float* x, byte* y);
}

/// <summary>Where halves go.</summary>
internal interface IHalves
{
    /// <summary>To the integer that is further from zero; else to the even one.</summary>
    static abstract bool GoAwayFromZero { get; }
}

internal readonly struct HalvesToEven : IHalves
{
    public static bool GoAwayFromZero => false;
}

internal readonly struct HalvesAwayFromZero : IHalves
{
    public static bool GoAwayFromZero => true;
}
