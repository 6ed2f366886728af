namespace EdgeRuntime.Pipeline;

/// <summary>
/// Cuts a stream of samples into frames of one length that may overlap or lie apart, and makes a row of numbers of each.
/// </summary>
internal abstract class FramedStage : IStreamStage
{
    private readonly int _stride;
    private readonly float[] _samples; // of the frame that is not complete yet
    private int _count;
    private int _toSkip;

    /// <param name="frameLength">Samples of a frame.</param>
    /// <param name="frameStride">Samples from the beginning of one to that of the next.</param>
    /// <param name="columns">Numbers that a frame becomes.</param>
    protected FramedStage(int frameLength, int frameStride, int columns) =>
        (_samples, _stride, OutputChannels) = (new float[frameLength], frameStride, columns);

    public int InputChannels => 1;

    public int OutputChannels { get; }

    public double Rate => 1.0 / _stride;

    public int MostFrames(int frames) => (frames / _stride) + 1;

    public long FramesFor(int outputFrames) => ((outputFrames - 1L) * _stride) + _samples.Length;

    public int Apply(ReadOnlySpan<float> frames, Span<float> output)
    {
        var (written, room) = (0, output.Length / OutputChannels);
        while (frames.Length > 0)
        {
            var skipped = Math.Min(_toSkip, frames.Length);
            frames = frames[skipped..];
            _toSkip -= skipped;
            var taken = Math.Min(frames.Length, _samples.Length - _count);
            frames[..taken].CopyTo(_samples.AsSpan(_count));
            frames = frames[taken..];
            _count += taken;
            if (_count == _samples.Length)
            {
                if (written < room)
                {
                    Compute(_samples, output.Slice(written++ * OutputChannels, OutputChannels));
                }

                var kept = Math.Max(0, _samples.Length - _stride);
                _samples.AsSpan(_samples.Length - kept).CopyTo(_samples);
                (_count, _toSkip) = (kept, Math.Max(0, _stride - _samples.Length));
            }
        }

        return written;
    }

    public virtual void Reset() => (_count, _toSkip) = (0, 0);

    /// <param name="frame">Its samples.</param>
    /// <param name="row">Room for its numbers.</param>
    protected abstract void Compute(ReadOnlySpan<float> frame, Span<float> row);
}
