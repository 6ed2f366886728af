namespace EdgeRuntime.Pipeline;

/// <summary>How a stream is cut into frames that may overlap.</summary>
internal static class FrameNumbers
{
    /// <summary>Longest frame, in samples.</summary>
    public const int MaxLength = 16_384;

    public static StageNumber Length { get; } = StageNumber.Count("frameLength", null, 1, MaxLength);

    public static StageNumber Stride { get; } = StageNumber.Count("frameStride", null, 1, MaxLength);

    /// <summary>Samples that so many frames are cut from.</summary>
    /// <exception cref="ContractException">More than <see cref="Preprocessor.MaxElements"/>.</exception>
    public static int Samples(int frames, int length, int stride)
    {
        var samples = ((frames - 1L) * stride) + length;
        return samples <= Preprocessor.MaxElements
            ? (int)samples
            : throw new ContractException($"{frames} frames, {stride} samples apart, take {samples} samples; expected {Preprocessor.MaxElements} at most.");
    }
}
