using System.Diagnostics;
using EdgeRuntime.Inference;

namespace EdgeRuntime.Host;

/// <summary>What a self-test measures besides the verdict.</summary>
internal sealed class SelfTestMeasurement
{
    private const int TimedRuns = 20;

    private static readonly TimeSpan LongestTiming = TimeSpan.FromMilliseconds(200);

    public required double LoadMs { get; init; }

    public double FirstInferenceMs { get; private set; }

    /// <summary>Memory of the process that has loaded and runs on, as in the service.</summary>
    public ProcessMemory Memory { get; private set; }

    public SelfTestReport Report { get; private set; } = null!;

    /// <summary>The shortest inference of a few; null when inferences were asked for by number, so that a count of instructions repeats exactly.</summary>
    public double? ShortestUs { get; private set; }

    public int TimedCount { get; private set; }

    /// <summary>Inferences that <c>--repeat</c> asked for, the mean time of one, and the managed bytes that all of them allocated.</summary>
    public (int Count, double MeanUs, long AllocatedBytes)? Repeated { get; private set; }

    public static SelfTestMeasurement Take(string path, InterpreterOptions options, int repeat, out Interpreter interpreter)
    {
        var watch = Stopwatch.StartNew();
        interpreter = Interpreter.Load(path, options);
        var measurement = new SelfTestMeasurement { LoadMs = watch.Elapsed.TotalMilliseconds };
        for (var i = 0; i < interpreter.InputCount && interpreter.Model.SelfTestCount > 0; i++)
        {
            interpreter.Model.CopySelfTestInput(0, i, interpreter.InputBytes(i));
        }

        watch.Restart();
        interpreter.Run();
        measurement.FirstInferenceMs = watch.Elapsed.TotalMilliseconds;
        measurement.Report = SelfTest.Run(interpreter);
        using var snapshot = new MemorySnapshot();
        ProgramPages.GiveBack();
        interpreter.Run();
        snapshot.Take();
        var inputs = StoredInputs(interpreter);
        if (repeat > 0)
        {
            measurement.Repeat(interpreter, inputs, repeat);
        }
        else
        {
            measurement.TimeShortest(interpreter, inputs);
        }

        measurement.Memory = snapshot.Memory;
        interpreter.Reset();
        return measurement;
    }

    private void TimeShortest(Interpreter interpreter, byte[][] inputs)
    {
        var (shortest, total) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (; TimedCount < TimedRuns && total < LongestTiming; TimedCount++)
        {
            WriteInputs(interpreter, inputs);
            var startedAt = Stopwatch.GetTimestamp();
            interpreter.Run();
            var elapsed = Stopwatch.GetElapsedTime(startedAt);
            shortest = elapsed < shortest ? elapsed : shortest;
            total += elapsed;
        }

        ShortestUs = shortest.TotalMicroseconds;
    }

    private void Repeat(Interpreter interpreter, byte[][] inputs, int count)
    {
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var startedAt = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            WriteInputs(interpreter, inputs);
            interpreter.Run();
        }

        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        Repeated = (count, elapsed.TotalMicroseconds / count, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
    }

    /// <summary>The inputs of the first self-test case; none where the file carries none. Making them anew costs as much as a small net does.</summary>
    private static byte[][] StoredInputs(Interpreter interpreter)
    {
        var inputs = new byte[interpreter.Model.SelfTestCount > 0 ? interpreter.InputCount : 0][];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = new byte[interpreter.InputBytes(i).Length];
            interpreter.Model.CopySelfTestInput(0, i, inputs[i]);
        }

        return inputs;
    }

    /// <summary>Inputs share the arena with later steps, so each run needs them again.</summary>
    private static void WriteInputs(Interpreter interpreter, byte[][] inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i].CopyTo(interpreter.InputBytes(i));
        }
    }
}
