using System.Diagnostics;
using EdgeRuntime.Inference;

namespace EdgeTool;

/// <summary>Times inferences and, in rounds of their own, every step.</summary>
public sealed class InferenceTimer
{
    private const int MinRuns = 10;
    private const int MaxRuns = 1_000_000;
    private readonly Interpreter _interpreter;
    private readonly byte[][] _inputs;

    private readonly int _threads;

    /// <param name="interpreter">Its inputs are filled from the first self-test case, else with random numbers.</param>
    /// <param name="threads">That compute one inference.</param>
    public InferenceTimer(Interpreter interpreter, int threads)
    {
        (_interpreter, _threads) = (interpreter, threads);
        if (interpreter.Model.SelfTestCount == 0)
        {
            RandomInputs.Fill(interpreter, new Random(1));
        }

        _inputs = new byte[interpreter.InputCount][];
        for (var i = 0; i < _inputs.Length; i++)
        {
            _inputs[i] = interpreter.InputBytes(i).ToArray();
            if (interpreter.Model.SelfTestCount > 0)
            {
                interpreter.Model.CopySelfTestInput(0, i, _inputs[i]);
            }
        }
    }

    /// <summary>Managed bytes allocated by all timed inferences together.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>One inference, its inputs written anew.</summary>
    public void RunOnce()
    {
        WriteInputs();
        _interpreter.Run();
    }

    public DurationSummary TimeRuns(TimeSpan duration)
    {
        Warm();
        var ticks = new long[MaxRuns];
        var (count, start) = (0, Stopwatch.GetTimestamp());
        var allocated = AllocatedSoFar();
        while (count < MaxRuns && (count < MinRuns || Stopwatch.GetElapsedTime(start) < duration))
        {
            WriteInputs();
            var begin = Stopwatch.GetTimestamp();
            _interpreter.Run();
            ticks[count++] = Stopwatch.GetTimestamp() - begin;
        }

        AllocatedBytes = AllocatedSoFar() - allocated;
        return DurationSummary.Of(ticks.AsSpan(0, count));
    }

    /// <summary>One summary for each step.</summary>
    public IReadOnlyList<DurationSummary> TimeSteps(TimeSpan duration)
    {
        const int MaxRounds = 10_000;
        var steps = _interpreter.StepCount;
        var ticks = new List<long>[steps];
        for (var s = 0; s < steps; s++)
        {
            ticks[s] = new List<long>(MaxRounds);
        }

        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < MaxRounds && (round < MinRuns || Stopwatch.GetElapsedTime(start) < duration); round++)
        {
            WriteInputs();
            for (var s = 0; s < steps; s++)
            {
                var begin = Stopwatch.GetTimestamp();
                _interpreter.RunStep(s);
                ticks[s].Add(Stopwatch.GetTimestamp() - begin);
            }
        }

        return [.. ticks.Select(t => DurationSummary.Of(t.ToArray()))];
    }

    /// <summary>By the thread that computes; by the whole process where several do.</summary>
    private long AllocatedSoFar() => _threads == 1 ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);

    /// <summary>Until tiered compilation has replaced the first code: it waits 100 ms after the last new method.</summary>
    private void Warm()
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 3 || Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(500); i++)
        {
            WriteInputs();
            _interpreter.Run();
        }
    }

    /// <summary>Input memory is part of the arena: it must be written before every run.</summary>
    private void WriteInputs()
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            _inputs[i].CopyTo(_interpreter.InputBytes(i));
        }
    }
}
