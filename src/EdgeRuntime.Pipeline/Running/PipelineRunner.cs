namespace EdgeRuntime.Pipeline;

/// <summary>
/// Trigger, window, preprocess, infer, decide, actuate: one pipeline's loop, on the thread that calls <see cref="Run"/>. After its first
/// turn it allocates nothing, and no fault of a device or part ends it.
/// </summary>
public sealed class PipelineRunner : IDisposable
{
    private const int LeastChunkFrames = 64;
    private const double ChunkSeconds = 0.02;
    private const int MostChunkNumbers = 1 << 18;
    private const long LongestSleepNs = 200_000_000;
    private const int FaultPauseMs = 100;

    private readonly PipelineParts _parts;
    private readonly SampleWindow _window;
    private readonly DecisionStage _decide;
    private readonly int _chunkFrames;
    private readonly float[] _chunk; // (chunkFrames, channels)

    // As an array: going through an interface's enumerator would allocate one at every turn.
    private readonly ActuatorBinding[] _actuators;

    private long _pendingSinceNs;
    private int _pendingFrames = -1;
    private bool _sensorWasReady;

    /// <summary>Takes ownership of every part.</summary>
    /// <exception cref="ContractException">The sensor's channels do not divide the model's input.</exception>
    public PipelineRunner(PipelineParts parts)
    {
        var (elements, channels) = (parts.Scorer.ElementCount, parts.Sensor.Channels);
        if (elements % channels != 0)
        {
            throw new ContractException($"the model takes {elements} numbers, which {channels} channels do not divide");
        }

        (_parts, _actuators) = (parts, [.. parts.Actuators]);
        _window = new SampleWindow(elements / channels, channels);
        _decide = new DecisionStage(parts, Counters, History);
        var frames = Math.Max(LeastChunkFrames, (int)Math.Min(elements / channels, parts.Sensor.SampleRateHz * ChunkSeconds));
        _chunkFrames = Math.Clamp(frames, 1, Math.Max(1, MostChunkNumbers / channels));
        _chunk = new float[_chunkFrames * channels];
    }

    public string Name => _parts.Name;

    public PipelineParts Parts => _parts;

    public PipelineCounters Counters { get; } = new();

    public DecisionHistory History { get; } = new();

    /// <summary>The sensor came to its end and the pipeline has nothing more to do.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Runs until told to stop, or until the sensor ends; then makes every actuator safe.</summary>
    public void Run(CancellationToken stop)
    {
        using var registration = stop.Register(static wake => ((IWake)wake!).Set(), _parts.Wake);
        while (!stop.IsCancellationRequested && !IsEnded)
        {
            try
            {
                var sleepNs = Turn();
                if (sleepNs > 0)
                {
                    _parts.Wake.Wait(sleepNs);
                }
            }
            catch (Exception fault)
            {
                Counters.CountFault();
                _parts.Log.PipelineFault(Name, fault);
                Interrupt();
                stop.WaitHandle.WaitOne(FaultPauseMs);
            }
        }

        _decide.MakeSafe();
    }

    /// <summary>One turn of the loop.</summary>
    /// <returns>Nanoseconds in which nothing is expected to happen; 0 when there is more to do.</returns>
    public long Turn()
    {
        var nowNs = _parts.Clock.NowNs;
        Counters.CountHeartbeat(nowNs);
        Maintain(nowNs);

        var read = ReadSensor(nowNs);
        var fired = _parts.Trigger.TryTake(nowNs, out var firedAtNs);
        if (fired)
        {
            Counters.CountTrigger();
            Accept(firedAtNs);
        }

        if (_pendingFrames == 0)
        {
            _pendingFrames = -1;
            _decide.Infer(_window, _pendingSinceNs);
        }

        Counters.CountAllocations(GC.GetAllocatedBytesForCurrentThread());
        IsEnded = read.Status == SensorStatus.Ended && read.Frames == 0;
        return read.Frames > 0 || fired || IsEnded ? 0 : SleepNs();
    }

    public void Dispose()
    {
        _parts.Trigger.Dispose();
        _parts.Sensor.Dispose();
        foreach (var binding in _actuators)
        {
            binding.Actuator.Dispose();
        }

        _parts.Scorer.Dispose();
        _parts.SmallerScorer?.Dispose();
        _parts.Samples?.Dispose();
        _parts.Wake.Dispose();
    }

    private void Maintain(long nowNs)
    {
        _parts.Sensor.Maintain(nowNs);
        _parts.Trigger.Maintain(nowNs);
        foreach (var binding in _actuators)
        {
            binding.Actuator.Maintain(nowNs);
        }

        var isReady = _parts.Sensor.Health.IsReady;
        if (_sensorWasReady && !isReady)
        {
            Interrupt();
            _decide.MakeSafe();
        }

        _sensorWasReady = isReady;
    }

    private SensorRead ReadSensor(long nowNs)
    {
        var frames = FramesToNextEvent();
        var read = _parts.Sensor.Read(_chunk.AsSpan(0, frames * _window.Channels), nowNs);
        if (read.Status == SensorStatus.Gap)
        {
            Interrupt();
        }

        if (read.Frames > 0)
        {
            _window.Push(_chunk.AsSpan(0, read.Frames * _window.Channels));
            _parts.Trigger.Advance(read.Frames);
            Counters.CountFrames(read.Frames);
            _pendingFrames = _pendingFrames > 0 ? _pendingFrames - read.Frames : _pendingFrames;
        }

        return read;
    }

    private void Accept(long firedAtNs)
    {
        var isBusy = _pendingFrames > 0;
        if (isBusy || (_parts.FramesAfterTrigger == 0 && !_window.IsFull))
        {
            Counters.CountSkippedTrigger();
            if (!isBusy || _parts.Overrun != OverrunPolicy.SkipOldest)
            {
                return;
            }
        }

        (_pendingFrames, _pendingSinceNs) = (_parts.FramesAfterTrigger, firedAtNs);
    }

    private void Interrupt()
    {
        Counters.CountGap();
        _window.Clear();
        _parts.Trigger.Restart();
        _pendingFrames = -1;
    }

    /// <summary>Frames after which something may have to be done; none before them needs the thread awake.</summary>
    private int FramesToNextEvent()
    {
        var frames = Math.Min(_chunkFrames, _parts.Trigger.FramesToNext);
        return _pendingFrames > 0 ? Math.Min(frames, _pendingFrames) : frames;
    }

    private long SleepNs()
    {
        var dueNs = Math.Min(_parts.Sensor.DueNs(FramesToNextEvent()), _parts.Trigger.NextDueNs);
        return Math.Clamp(dueNs == long.MaxValue ? LongestSleepNs : dueNs - _parts.Clock.NowNs, 0, LongestSleepNs);
    }
}
