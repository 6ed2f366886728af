namespace EdgeRuntime.Devices;

/// <summary>
/// Frames on their way from the thread that senses to the one that infers. One thread puts, one takes; neither waits nor allocates. What
/// does not fit is dropped and counted, and the next frame that fits says that some are missing before it.
/// </summary>
internal sealed class FrameRing
{
    private readonly float[] _frames; // (capacity, channels)
    private readonly bool[] _isAfterGap; // (capacity)
    private readonly long[] _missing; // (capacity), before a frame behind a gap; 0 when nobody knows
    private readonly float[] _overflow; // (1, channels)
    private bool _misses;
    private bool _overflows;
    private long _putCount;
    private long _takenCount;
    private long _droppedCount;

    /// <param name="capacity">Frames that fit.</param>
    /// <param name="channels">Numbers in a frame.</param>
    public FrameRing(int capacity, int channels)
    {
        Channels = channels;
        _frames = new float[checked(capacity * channels)];
        (_isAfterGap, _missing) = (new bool[capacity], new long[capacity]);
        _overflow = new float[channels];
    }

    public int Channels { get; }

    /// <summary>Frames that are there.</summary>
    public int Count => (int)(Volatile.Read(ref _putCount) - Volatile.Read(ref _takenCount));

    /// <summary>Frames that nobody took in time.</summary>
    public long DroppedCount => Volatile.Read(ref _droppedCount);

    /// <summary>Frames that are missing before those last taken, behind a gap; 0 when nobody knows. For who takes.</summary>
    public long MissingBeforeTaken { get; private set; }

    private int Capacity => _isAfterGap.Length;

    /// <summary>Where the next frames are to be written, at least one; then they are <see cref="Put"/>.</summary>
    public Span<float> Room()
    {
        var at = (int)(_putCount % Capacity);
        var frames = Math.Min(Capacity - at, Capacity - Count);
        _overflows = frames == 0;
        return _overflows ? _overflow : _frames.AsSpan(at * Channels, frames * Channels);
    }

    /// <summary>Hands on frames that were written into <see cref="Room"/>.</summary>
    /// <param name="frames">How many.</param>
    /// <param name="isAfterGap">Whether some are missing before the first of them.</param>
    /// <param name="missing">How many; 0 when nobody knows.</param>
    public void Put(int frames, bool isAfterGap, long missing = 0)
    {
        if (frames == 0)
        {
            _misses |= isAfterGap;
            return;
        }

        // As it was when the room was given; since then, some may have been taken.
        if (_overflows)
        {
            _misses = true;
            Volatile.Write(ref _droppedCount, _droppedCount + frames);
            return;
        }

        var at = (int)(_putCount % Capacity);
        _isAfterGap.AsSpan(at, frames).Clear();
        _isAfterGap[at] = isAfterGap || _misses;
        _missing[at] = _misses ? 0 : missing;
        _misses = false;
        Volatile.Write(ref _putCount, _putCount + frames);
    }

    /// <summary>Says that frames are missing before the next one.</summary>
    public void Break() => _misses = true;

    /// <summary>Takes frames, oldest first, as many as fit, but none from behind a gap together with others.</summary>
    /// <param name="frames">(frames, channels).</param>
    /// <param name="isAfterGap">Whether some are missing before the first of them.</param>
    /// <returns>How many.</returns>
    public int Take(Span<float> frames, out bool isAfterGap)
    {
        var at = (int)(_takenCount % Capacity);
        var count = Math.Min(Math.Min(Count, frames.Length / Channels), Capacity - at);
        isAfterGap = count > 0 && _isAfterGap[at];
        MissingBeforeTaken = isAfterGap ? _missing[at] : 0;
        if (count > 1 && _isAfterGap.AsSpan(at + 1, count - 1).IndexOf(true) is >= 0 and var next)
        {
            count = next + 1;
        }

        _frames.AsSpan(at * Channels, count * Channels).CopyTo(frames);
        Volatile.Write(ref _takenCount, _takenCount + count);
        return count;
    }
}
