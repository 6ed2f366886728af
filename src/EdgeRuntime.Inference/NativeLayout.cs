namespace EdgeRuntime.Inference;

/// <summary>Adds up what one allocation must hold, before it is made. Every sum is checked.</summary>
internal sealed class NativeLayout
{
    public long SizeBytes { get; private set; }

    /// <summary>Sets aside <paramref name="count"/> times <paramref name="elementBytes"/> and answers where, a multiple of 64.</summary>
    /// <exception cref="OverflowException">The sum is beyond 64 bits.</exception>
    public long Reserve(long count, long elementBytes = 1)
    {
        var offset = SizeBytes;
        SizeBytes = checked(offset + AlignUp(checked(count * elementBytes)));
        return offset;
    }

    public static long AlignUp(long sizeBytes) =>
        checked(sizeBytes + NativeBlock.Alignment - 1) & -NativeBlock.Alignment;
}
