namespace EdgeRuntime.Pipeline;

/// <summary>Says when to infer.</summary>
public interface ITrigger : IDevice
{
    /// <summary>Frames that may arrive before the trigger must be asked again; <see cref="int.MaxValue"/> when it does not count them.</summary>
    int FramesToNext { get; }

    /// <summary>When it fires by itself, for the pipeline to sleep until; <see cref="long.MaxValue"/> when it cannot know.</summary>
    long NextDueNs { get; }

    /// <summary>Firings dropped because another one waited to be taken.</summary>
    long OverrunCount => 0;

    /// <summary>Events that were lost before this process saw them.</summary>
    long DroppedCount => 0;

    /// <summary>
    /// Shows it frames that are about to arrive, at most <see cref="FramesToNext"/>, for triggers that fire by what is in them.
    /// </summary>
    /// <param name="frames">(frames, channels), oldest first.</param>
    /// <param name="channels">Numbers in a frame.</param>
    /// <returns>How many may arrive before it must be asked: those up to the one that it fires at, or all.</returns>
    int FramesToFiring(ReadOnlySpan<float> frames, int channels) => frames.Length / channels;

    /// <summary>Tells it that frames arrived, at most <see cref="FramesToNext"/>.</summary>
    void Advance(int frames);

    /// <summary>The samples were interrupted: counting starts again.</summary>
    void Restart();

    /// <summary>Whether it fired since the last call, and when; once for each firing.</summary>
    bool TryTake(long nowNs, out long firedAtNs);
}
