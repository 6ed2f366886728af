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
    private readonly GapFiller _sensed;
    private readonly SampleStream? _stream;

    // Frames that were read and wait for their turn: what lies behind a firing belongs to the time after it.
    private readonly float[] _held; // (frames, window channels)

    // As an array: going through an interface's enumerator would allocate one at every turn.
    private readonly ActuatorBinding[] _actuators;

    private int _heldBegin;
    private int _heldEnd;

    private long _pendingSinceNs;
    private int _pendingFrames = -1;
    private bool _sensorWasReady;

    /// <summary>Takes ownership of every part.</summary>
    /// <exception cref="ContractException">The sensor's channels do not divide the model's input.</exception>
    public PipelineRunner(PipelineParts parts)
    {
        (_parts, _actuators, _stream) = (parts, [.. parts.Actuators], parts.Scorer.Stream);
        var (elements, channels) = (parts.Scorer.ElementCount, _stream?.OutputChannels ?? parts.Sensor.Channels);
        if (elements % channels != 0 || (_stream is not null && _stream.InputChannels != parts.Sensor.Channels))
        {
            throw new ContractException(_stream is null || elements % channels != 0
                ? $"the model takes {elements} numbers, which {channels} channels do not divide"
                : $"the model's stream takes {_stream.InputChannels} channels and the sensor has {parts.Sensor.Channels}");
        }

        _window = new SampleWindow(elements / channels, channels);
        Presence = new ClassPresence(parts.Scorer.Labels.Count);
        _decide = new DecisionStage(parts, Counters, History, Presence);
        var frames = Math.Max(LeastChunkFrames, (int)Math.Min(FramesOf(elements / channels), parts.Sensor.SampleRateHz * ChunkSeconds));
        _chunkFrames = Math.Clamp(frames, 1, Math.Max(1, MostChunkNumbers / parts.Sensor.Channels));
        _sensed = new GapFiller(parts.Gaps, _chunkFrames, parts.Sensor.Channels);
        _held = new float[(_stream?.Prepare(_sensed.MostFrames) ?? _sensed.MostFrames) * channels];
    }

    public string Name => _parts.Name;

    public PipelineParts Parts => _parts;

    /// <summary>Frames of a full window, and numbers in each: the sensor's, or what the model's stream makes of them.</summary>
    public (int Frames, int Channels) Window => (_window.Length, _window.Channels);

    public PipelineCounters Counters { get; } = new();

    public DecisionHistory History { get; } = new();

    /// <summary>Which classes are present, for other pipelines.</summary>
    public ClassPresence Presence { get; }

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
        _parts.Background?.Dispose();
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

    /// <summary>Reads when nothing is held, and brings the window to the next event at most.</summary>
    private SensorRead ReadSensor(long nowNs)
    {
        var read = new SensorRead((_heldEnd - _heldBegin) / _window.Channels, SensorStatus.Ok);
        if (read.Frames == 0)
        {
            read = _parts.Sensor.Read(_sensed.Room(FramesToRead()), nowNs);
            if (_sensed.CanFill(read))
            {
                Counters.CountFilledFrames(read.Missing);
            }
            else if (read.Status == SensorStatus.Gap)
            {
                Interrupt();
            }

            Counters.CountFrames(read.Frames);
            Hold(_sensed.Take(read));
        }

        Take();
        return read;
    }

    private void Hold(ReadOnlySpan<float> frames)
    {
        var output = _stream is null ? frames : _stream.Apply(frames);
        output.CopyTo(_held);
        (_heldBegin, _heldEnd) = (0, output.Length);
    }

    private void Take()
    {
        var frames = Math.Min((_heldEnd - _heldBegin) / _window.Channels, FramesToNextEvent());
        if (frames == 0)
        {
            return;
        }

        frames = _parts.Trigger.FramesToFiring(_held.AsSpan(_heldBegin, frames * _window.Channels), _window.Channels);
        _window.Push(_held.AsSpan(_heldBegin, frames * _window.Channels));
        _heldBegin += frames * _window.Channels;
        _parts.Trigger.Advance(frames);
        _pendingFrames = _pendingFrames > 0 ? _pendingFrames - frames : _pendingFrames;
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
        _stream?.Reset();
        _sensed.Reset();
        (_heldBegin, _heldEnd) = (0, 0);
        _parts.Trigger.Restart();
        _pendingFrames = -1;
    }

    /// <summary>Frames of the window after which something may have to be done; none before them needs the thread awake.</summary>
    private int FramesToNextEvent() =>
        _pendingFrames > 0 ? Math.Min(_parts.Trigger.FramesToNext, _pendingFrames) : _parts.Trigger.FramesToNext;

    /// <summary>The sensor's frames up to the next event, as many as are taken at once.</summary>
    private int FramesToRead() => Math.Clamp(FramesOf(FramesToNextEvent()), 1, _chunkFrames);

    /// <summary>Frames of the sensor that make so many of the window.</summary>
    private int FramesOf(int windowFrames) =>
        _stream is null ? windowFrames : (int)Math.Min(int.MaxValue, Math.Ceiling(windowFrames / _stream.Rate));

    private long SleepNs()
    {
        var dueNs = Math.Min(_parts.Sensor.DueNs(FramesToRead()), _parts.Trigger.NextDueNs);
        foreach (var binding in _actuators)
        {
            dueNs = Math.Min(dueNs, binding.Actuator.NextDueNs);
        }

        return Math.Clamp(dueNs == long.MaxValue ? LongestSleepNs : dueNs - _parts.Clock.NowNs, 0, LongestSleepNs);
    }
}
