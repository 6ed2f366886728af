namespace EdgeRuntime.Pipeline;

/// <summary>
/// A buffer that a sensor's frames are read into, with room before them for those that are missing. Allocates nothing after it is made.
/// </summary>
internal sealed class GapFiller
{
    private readonly GapRule _rule;
    private readonly int _channels;
    private readonly float[] _frames; // (maxFrames + chunkFrames, channels)
    private readonly float[] _last; // the frame before
    private bool _hasLast;

    public GapFiller(GapRule rule, int chunkFrames, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rule.MaxFrames);
        (_rule, _channels, _last) = (rule, channels, new float[channels]);
        _frames = new float[(MaxFilled + chunkFrames) * channels];
    }

    /// <summary>Most frames of one piece, filled ones counted.</summary>
    public int MostFrames => _frames.Length / _channels;

    private int MaxFilled => _rule.Policy == GapPolicy.Restart ? 0 : _rule.MaxFrames;

    /// <summary>Where so many frames are to be read to.</summary>
    public Span<float> Room(int frames) => _frames.AsSpan(MaxFilled * _channels, frames * _channels);

    /// <summary>Whether what this read says is missing will be filled.</summary>
    public bool CanFill(SensorRead read) =>
        read.Status == SensorStatus.Gap && read.Frames > 0 && _hasLast && read.Missing > 0 && read.Missing <= MaxFilled;

    /// <summary>The frames read, before them those that were missing where they can be filled: (n, channels).</summary>
    public ReadOnlySpan<float> Take(SensorRead read)
    {
        var missing = CanFill(read) ? (int)read.Missing : 0;
        var frames = _frames.AsSpan((MaxFilled - missing) * _channels, (missing + read.Frames) * _channels);
        for (var i = 0; i < missing; i++)
        {
            for (var c = 0; c < _channels; c++)
            {
                var (before, behind) = (_last[c], frames[(missing * _channels) + c]);
                var share = _rule.Policy == GapPolicy.Hold ? 0 : (i + 1f) / (missing + 1);
                frames[(i * _channels) + c] = before + (share * (behind - before));
            }
        }

        if (frames.Length > 0)
        {
            frames[^_channels..].CopyTo(_last);
            _hasLast = true;
        }

        return frames;
    }

    /// <summary>What was before counts no more.</summary>
    public void Reset() => _hasLast = false;
}
