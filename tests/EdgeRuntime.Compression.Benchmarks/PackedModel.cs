using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>A graph as the file that a board gets, and what it does.</summary>
internal sealed class PackedModel
{
    private readonly Graph _graph;

    /// <param name="graph">It stays as it is.</param>
    public PackedModel(Graph graph)
    {
        var compiled = ModelCompiler.Compile(GraphCopy.Of(graph));
        (_graph, Bytes) = (compiled.Graph, compiled.Bytes);
    }

    public byte[] Bytes { get; }

    public long Macs => GraphSize.Macs(_graph);

    /// <summary>Share of examples whose best class is their label, float inputs rounded as the board rounds them.</summary>
    public double Accuracy(InputSamples samples) => Accuracy(samples, [.. Enumerable.Range(0, samples.Count)]);

    /// <summary>Share of recordings whose best class is their label, the scores of a recording's windows added.</summary>
    /// <param name="samples">Windows.</param>
    /// <param name="recordings">The recording of each.</param>
    public double Accuracy(InputSamples samples, IReadOnlyList<int> recordings)
    {
        using var interpreter = Load();
        var sums = new Dictionary<int, (double[] Scores, int Label)>();
        for (var i = 0; i < samples.Count; i++)
        {
            samples.Fill(i, interpreter);
            interpreter.Run();
            var scores = Scores(interpreter);
            sums[recordings[i]] = (sums.TryGetValue(recordings[i], out var sum) ? [.. sum.Scores.Zip(scores, (a, b) => a + b)] : scores, samples.LabelOf(i));
        }

        return sums.Values.Average(s => Array.IndexOf(s.Scores, s.Scores.Max()) == s.Label ? 1.0 : 0);
    }

    /// <summary>Time of this model over the other's.</summary>
    public double TimeOver(PackedModel other)
    {
        using var mine = Load();
        using var others = other.Load();
        var times = AlternatingRounds.MinMicroseconds(
            TimeSpan.FromSeconds(2), new InferenceTimer(mine, 1).RunOnce, new InferenceTimer(others, 1).RunOnce);
        return times[0] / times[1];
    }

    private Interpreter Load() => Interpreter.Load(ModelFile.FromBytes(Bytes));

    private static double[] Scores(Interpreter interpreter) => interpreter.OutputInfo(0).Type == ElementType.Float32
        ? [.. interpreter.Output<float>(0).ToArray().Select(x => (double)x)]
        : [.. interpreter.Output<sbyte>(0).ToArray().Select(x => (double)x)];
}
