namespace EdgeRuntime.Pipeline;

/// <summary>What a read of a sensor gave.</summary>
public enum SensorStatus
{
    /// <summary>Frames, or none yet.</summary>
    Ok,

    /// <summary>Samples are missing since the last read: what follows may not share a window with what was before.</summary>
    Gap,

    /// <summary>There will never be more.</summary>
    Ended,
}

/// <summary>Frames that a read wrote, and its status.</summary>
public readonly record struct SensorRead(int Frames, SensorStatus Status)
{
    /// <summary>With <see cref="SensorStatus.Gap"/>: frames that are missing before those read; 0 when nobody knows.</summary>
    public long Missing { get; init; }
}

/// <summary>Gives frames: one sample of every channel, in the units that the model's preprocessing starts from.</summary>
public interface ISensor : IDevice
{
    int Channels { get; }

    /// <summary>Frames per second.</summary>
    double SampleRateHz { get; }

    /// <summary>Frames that are known to be lost: nobody took them in time, or they came damaged.</summary>
    long DroppedCount => 0;

    /// <summary>
    /// When so many frames are expected to be there, for the pipeline to sleep until; monotonic nanoseconds. A sensor that keeps no frames
    /// for late readers answers with when the next one is due.
    /// </summary>
    long DueNs(int frames);

    /// <summary>Writes the frames that are there, oldest first, as many as fit; does not wait.</summary>
    SensorRead Read(Span<float> frames, long nowNs);
}
