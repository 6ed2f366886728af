namespace EdgeRuntime.Pipeline;

/// <summary>What a pipeline did since it started. Its thread writes; any may read.</summary>
public sealed class PipelineCounters
{
    private long _heartbeats;
    private long _lastTurnNs;
    private long _frames;
    private long _gaps;
    private long _filledFrames;
    private long _triggers;
    private long _skippedTriggers;
    private long _inferences;
    private long _decisions;
    private long _faults;
    private long _lateTriggers;
    private long _previousAnswers;
    private long _smallerAnswers;
    private long _deadlineMisses;
    private long _allocatedBytes;
    private long _allocatedBefore = -1;

    /// <summary>Turns of the loop: grows while the pipeline's thread is alive, whether or not anything happens.</summary>
    public long Heartbeats => Volatile.Read(ref _heartbeats);

    /// <summary>When the last turn began; monotonic nanoseconds.</summary>
    public long LastTurnNs => Volatile.Read(ref _lastTurnNs);

    /// <summary>Frames taken from the sensor.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Interruptions of the samples; each empties the window.</summary>
    public long Gaps => Volatile.Read(ref _gaps);

    /// <summary>Frames that were missing and filled in, so that the window went on.</summary>
    public long FilledFrames => Volatile.Read(ref _filledFrames);

    public long Triggers => Volatile.Read(ref _triggers);

    /// <summary>Triggers that could not be served: the window was not full, or an earlier trigger still waited for its samples.</summary>
    public long SkippedTriggers => Volatile.Read(ref _skippedTriggers);

    public long Inferences => Volatile.Read(ref _inferences);

    /// <summary>Classes that came or went.</summary>
    public long Decisions => Volatile.Read(ref _decisions);

    /// <summary>Exceptions caught that no part should have thrown.</summary>
    public long Faults => Volatile.Read(ref _faults);

    /// <summary>Triggers that had to wait for the one before.</summary>
    public long LateTriggers => Volatile.Read(ref _lateTriggers);

    /// <summary>Late triggers that got the answer of the one before.</summary>
    public long PreviousAnswers => Volatile.Read(ref _previousAnswers);

    /// <summary>Late triggers that the smaller model answered.</summary>
    public long SmallerAnswers => Volatile.Read(ref _smallerAnswers);

    /// <summary>Decisions that came after the deadline.</summary>
    public long DeadlineMisses => Volatile.Read(ref _deadlineMisses);

    /// <summary>Managed memory that the pipeline's thread allocated since its first inference; it should stay 0.</summary>
    public long AllocatedBytes => Volatile.Read(ref _allocatedBytes);

    /// <summary>From the trigger to the decision.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Called on the pipeline's thread at the end of a turn.</summary>
    /// <param name="threadBytes">What the thread has allocated in all.</param>
    internal void CountAllocations(long threadBytes)
    {
        if (_allocatedBefore < 0 && _inferences > 0)
        {
            _allocatedBefore = threadBytes;
        }

        Volatile.Write(ref _allocatedBytes, _allocatedBefore < 0 ? 0 : threadBytes - _allocatedBefore);
    }

    internal void CountHeartbeat(long nowNs)
    {
        Volatile.Write(ref _lastTurnNs, nowNs);
        Volatile.Write(ref _heartbeats, _heartbeats + 1);
    }

    internal void CountFrames(int frames) => Volatile.Write(ref _frames, _frames + frames);

    internal void CountGap() => Volatile.Write(ref _gaps, _gaps + 1);

    internal void CountFilledFrames(long frames) => Volatile.Write(ref _filledFrames, _filledFrames + frames);

    internal void CountTrigger() => Volatile.Write(ref _triggers, _triggers + 1);

    internal void CountSkippedTrigger() => Volatile.Write(ref _skippedTriggers, _skippedTriggers + 1);

    internal void CountInference() => Volatile.Write(ref _inferences, _inferences + 1);

    internal void CountDecision() => Volatile.Write(ref _decisions, _decisions + 1);

    internal void CountLateTrigger() => Volatile.Write(ref _lateTriggers, _lateTriggers + 1);

    internal void CountPreviousAnswer() => Volatile.Write(ref _previousAnswers, _previousAnswers + 1);

    internal void CountSmallerAnswer() => Volatile.Write(ref _smallerAnswers, _smallerAnswers + 1);

    internal void CountDeadlineMiss() => Volatile.Write(ref _deadlineMisses, _deadlineMisses + 1);

    internal void CountFault() => Volatile.Write(ref _faults, _faults + 1);
}
