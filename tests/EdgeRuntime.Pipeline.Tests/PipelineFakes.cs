namespace EdgeRuntime.Pipeline.Tests;

internal sealed class RecordingLog : IPipelineLog
{
    public List<string> Lines { get; } = [];

    public void DeviceLost(string device, string reason) => Lines.Add($"lost {device}: {reason}");

    public void DeviceReady(string device, long faultCount) => Lines.Add($"ready {device} after {faultCount}");

    public void PipelineFault(string pipeline, Exception fault) => Lines.Add($"fault {pipeline}: {fault.Message}");

    public void Decided(string pipeline, in Decision decision) => Lines.Add($"decided {decision.Label}");
}

/// <summary>Gives 0, 1, 2 ... on every channel, in pieces of at most <c>pieceFrames</c>.</summary>
internal sealed class CountingSensor(int channels, int frames, int pieceFrames, IPipelineLog log) : ISensor
{
    private int _next;

    public DeviceHealth Health { get; } = new("counter", log);

    public int Channels => channels;

    public double SampleRateHz => 100;

    /// <summary>Frame before which a gap is reported.</summary>
    public int GapAt { get; init; } = -1;

    /// <summary>Frame at which the sensor is lost, for one turn.</summary>
    public int LostAt { get; set; } = -1;

    public long DueNs(int frames) => 0;

    public void Maintain(long nowNs)
    {
        if (_next == LostAt)
        {
            LostAt = -1;
            Health.Failed(nowNs, "pulled out");
        }
        else if (!Health.IsReady)
        {
            Health.Opened();
        }
    }

    public SensorRead Read(Span<float> destination, long nowNs)
    {
        if (!Health.IsReady)
        {
            return default;
        }

        if (_next == frames)
        {
            return new SensorRead(0, SensorStatus.Ended);
        }

        var status = _next == GapAt ? SensorStatus.Gap : SensorStatus.Ok;
        var limit = GapAt > _next ? GapAt : LostAt > _next ? LostAt : frames;
        var count = Math.Min(Math.Min(pieceFrames, destination.Length / channels), limit - _next);
        for (var i = 0; i < count * channels; i++)
        {
            destination[i] = _next + (i / channels);
        }

        _next += count;
        return new SensorRead(count, status);
    }

    public void Dispose()
    {
    }
}

/// <summary>Fires when the window is full and then every hop frames; or, with hop 0, whenever told.</summary>
internal sealed class FakeTrigger(int window, int hop, IPipelineLog log) : ITrigger
{
    public DeviceHealth Health { get; } = new("trigger", log);

    public int FramesToNext { get; private set; } = hop == 0 ? int.MaxValue : window;

    public long NextDueNs => long.MaxValue;

    public bool Fire { get; set; }

    public void Maintain(long nowNs) => Health.Opened();

    public void Advance(int frames)
    {
        if (hop != 0)
        {
            FramesToNext -= frames;
            Fire |= FramesToNext == 0;
            FramesToNext = FramesToNext == 0 ? hop : FramesToNext;
        }
    }

    public void Restart() => FramesToNext = hop == 0 ? int.MaxValue : window;

    public bool TryTake(long nowNs, out long firedAtNs)
    {
        (firedAtNs, var fired) = (nowNs, Fire);
        Fire = false;
        return fired;
    }

    public void Dispose()
    {
    }
}

/// <summary>Remembers every window; the score of class 0 is what <c>score</c> says of it.</summary>
internal sealed class FakeScorer(int elements, Func<float[], float> score) : IScorer
{
    public List<float[]> Windows { get; } = [];

    public int ElementCount => elements;

    public IReadOnlyList<string> Labels { get; } = ["hit", "miss"];

    public void Score(ReadOnlySpan<float> window, Span<float> scores)
    {
        Windows.Add(window.ToArray());
        scores[0] = score(Windows[^1]);
        scores[1] = 1 - scores[0];
    }

    public void Dispose()
    {
    }
}

internal sealed class FakeActuator(IPipelineLog log) : IActuator
{
    public List<Decision> Decisions { get; } = [];

    public int SafeCount { get; private set; }

    public DeviceHealth Health { get; } = new("actuator", log);

    public void Maintain(long nowNs) => Health.Opened();

    public void Act(in Decision decision) => Decisions.Add(decision);

    public void MakeSafe() => SafeCount++;

    public void Dispose()
    {
    }
}
