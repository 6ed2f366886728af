namespace EdgeRuntime.Pipeline;

/// <summary>The latest <see cref="Length"/> frames of a sensor, always in one piece. A frame is one sample of every channel.</summary>
/// <remarks>Every frame is written twice, <see cref="Length"/> frames apart, so that no window ever wraps and none is copied.</remarks>
public sealed class SampleWindow
{
    private readonly float[] _frames; // (2 * length, channels)
    private int _next;

    public SampleWindow(int length, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        (Length, Channels) = (length, channels);
        _frames = new float[checked(2 * length * channels)];
    }

    /// <summary>Frames of a full window.</summary>
    public int Length { get; }

    public int Channels { get; }

    /// <summary>Frames held, at most <see cref="Length"/>.</summary>
    public int Count { get; private set; }

    public bool IsFull => Count == Length;

    /// <summary>The full window, oldest frame first: (length, channels). Valid until the next <see cref="Push"/>.</summary>
    public ReadOnlySpan<float> Latest => IsFull ? _frames.AsSpan(_next * Channels, Length * Channels) : default;

    /// <summary>Appends frames, oldest first; their number is <paramref name="frames"/>.Length / <see cref="Channels"/>.</summary>
    public void Push(ReadOnlySpan<float> frames)
    {
        for (; frames.Length >= Channels; frames = frames[Channels..])
        {
            var frame = frames[..Channels];
            frame.CopyTo(_frames.AsSpan(_next * Channels));
            frame.CopyTo(_frames.AsSpan((_next + Length) * Channels));
            _next = _next + 1 == Length ? 0 : _next + 1;
            Count = Math.Min(Count + 1, Length);
        }
    }

    /// <summary>Forgets everything: after a gap, old and new samples may not meet in one window.</summary>
    public void Clear() => (_next, Count) = (0, 0);
}
