using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>frames</c>: a stream of samples to (frames, frameLength), one frame every <c>frameStride</c> samples.</summary>
internal sealed class FramesStage(int samples, int length, int stride) : IPreprocessStage
{
    public static StageKind Kind { get; } = new("frames", [FrameNumbers.Length, FrameNumbers.Stride], Create);

    public Shape Input => new(samples);

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var (from, to) = (0, 0); to < output.Length; from += stride, to += length)
        {
            input.Slice(from, length).CopyTo(output[to..]);
        }
    }

    private static FramesStage Create(StageParameters parameters)
    {
        var (length, stride) = (parameters.Count("frameLength"), parameters.Count("frameStride"));
        return new FramesStage(FrameNumbers.Samples(parameters.Rows(length, "samples a frame"), length, stride), length, stride);
    }
}
