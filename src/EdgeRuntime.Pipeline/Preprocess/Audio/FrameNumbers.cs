using System.Numerics;

namespace EdgeRuntime.Pipeline;

/// <summary>How a stream is cut into frames that may overlap.</summary>
internal static class FrameNumbers
{
    /// <summary>Longest frame, in samples.</summary>
    public const int MaxLength = 16_384;

    public static StageNumber Length { get; } = StageNumber.Count("frameLength", null, 1, MaxLength);

    public static StageNumber Stride { get; } = StageNumber.Count("frameStride", null, 1, MaxLength);

    /// <summary>Points of the transform of a frame: <c>fftSize</c>, or where that is 0 the power of two from <c>frameLength</c>.</summary>
    /// <exception cref="ContractException">No power of two, or shorter than the frame.</exception>
    public static int FftSize(StageParameters parameters)
    {
        var length = parameters.Count("frameLength");
        var fftSize = parameters.Count("fftSize") is > 0 and var given ? given : (int)BitOperations.RoundUpToPowerOf2((uint)length);
        return BitOperations.IsPow2(fftSize) && fftSize >= length
            ? fftSize
            : throw new ContractException($"'fftSize' is {fftSize}; expected a power of two, no less than 'frameLength', which is {length}.");
    }

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
