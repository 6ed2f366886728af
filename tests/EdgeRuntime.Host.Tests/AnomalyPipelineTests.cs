using System.Runtime.InteropServices;
using EdgeRuntime.Devices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using TestKit;

namespace EdgeRuntime.Host.Tests;

/// <summary>An autoencoder's error judged by what is usual. The tiny model gives back what is not below zero, so negative samples are its anomalies.</summary>
public sealed class AnomalyPipelineTests : IDisposable
{
    private const string Decision = """{ "score": "reconstructionError", "baseline": { "inferences": 5, "file": "usual.json" }, "threshold": 6, "hysteresis": 1 }""";

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void WhatCannotBeGivenBackIsAnAnomaly()
    {
        Record(usual: 5, "-3 -3 -3 -3", "-0.1 0 0.1 0");
        Write(Decision);
        Run();
        Assert.Equal("+anomaly -anomaly", _bench.Decisions());

        // What was learned is kept: the next run begins with the anomaly.
        File.Delete(_bench.PathOf("out.jsonl"));
        Record(usual: 0, "-3 -3 -3 -3");
        Run();
        Assert.Equal("+anomaly", _bench.Decisions());
    }

    [Fact]
    public void AGivenBaselineNeedsNoLearning()
    {
        Record(usual: 0, "-3 -3 -3 -3");
        Write("""{ "score": "reconstructionError", "baseline": { "mean": 0.01, "deviation": 0.01 }, "threshold": 6 }""");
        Run();
        Assert.Equal("+anomaly", _bench.Decisions());
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("$.decision.score: found \"reconstruction\"", Refused("""{ "score": "reconstruction" }"""));
        Assert.Contains("$.decision.baseline.inferences: found nothing", Refused("""{ "baseline": { } }"""));
        Assert.Contains("$.decision.baseline.deviation: found nothing", Refused("""{ "baseline": { "mean": 1 } }"""));
        Assert.Contains("$.decision.baseline.deviation: found [1,2]; expected a number, or a list of 4", Refused("""{ "baseline": { "mean": 1, "deviation": [1,2] } }"""));
        Assert.Contains("did you mean 'forgetting'?", Refused("""{ "baseline": { "inferences": 5, "forgeting": 1 } }"""));
    }

    [SharedFact]
    public void AnAutoencodersErrorIsThatOfItsGoldens()
    {
        const string name = "mlperf-tiny-models__ad01_int8";
        var folder = Shared.PathOf("goldens", name);
        var source = Shared.PathOf(File.ReadAllText(Path.Combine(folder, "model.txt")).Trim());
        var model = ModelFile.FromBytes(EdgeTool.Compiler.ModelCompiler.Compile(source).Bytes);
        using var scorer = new ModelScorer(Interpreter.Load(model), ScoreKind.ReconstructionError);
        var (input, output) = (scorer.Interpreter.InputInfo(0), scorer.Interpreter.OutputInfo(0));
        for (var k = 0; k < 2; k++)
        {
            var given = Reals(Path.Combine(folder, $"in_{k}_0.bin"), input);
            var returned = Reals(Path.Combine(folder, $"out_{k}_0.bin"), output);
            var score = new float[1];
            scorer.Score(Array.ConvertAll(given, x => (float)x), score);
            var expected = given.Zip(returned, (a, b) => (a - b) * (a - b)).Average();
            Assert.Equal(expected, score[0], expected * 1e-5);
        }
    }

    private static double[] Reals(string file, OperandInfo info) => Array.ConvertAll(
        MemoryMarshal.Cast<byte, sbyte>(File.ReadAllBytes(file)).ToArray(), q => (double)info.Scale * (q - info.ZeroPoint));

    private void Record(int usual, params string[] windows)
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 4 * usual).Select(_ => (random.NextSingle() - 0.2f).ToString(System.Globalization.CultureInfo.InvariantCulture));
        File.WriteAllLines(_bench.PathOf("ramp.csv"), ["x", .. lines, .. windows.SelectMany(w => w.Split(' '))]);
    }

    private void Write(string decision) => _bench.WritePipeline(
        Workbench.Pipeline.Replace("""{ "mode": "argmax", "threshold": 0.5, "hysteresis": 0.1 }""", decision, StringComparison.Ordinal));

    private string Refused(string decision)
    {
        Write(decision);
        return Assert.Throws<ConfigException>(() => PipelineFile.Load(_bench.PathOf("tiny.json"), BoardEnvironment.For(new SilentLog()))).Message;
    }

    private void Run()
    {
        using var runner = PipelineFile.Load(_bench.PathOf("tiny.json"), BoardEnvironment.For(new SilentLog()));
        runner.Run(CancellationToken.None);
    }
}
