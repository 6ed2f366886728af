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

    /// <summary>Whether a recording's best class is its label, the scores of its windows added; by recording.</summary>
    /// <param name="samples">Windows.</param>
    /// <param name="recordings">The recording of each.</param>
    public IReadOnlyDictionary<int, bool> RightAnswers(InputSamples samples, IReadOnlyList<int> recordings)
    {
        using var interpreter = Load();
        var sums = new Dictionary<int, (double[] Scores, int Label)>();
        for (var i = 0; i < samples.Count; i++)
        {
            samples.Fill(i, interpreter);
            interpreter.Run();
            double[] scores = [.. interpreter.Output<float>(0).ToArray().Select(x => (double)x)];
            sums[recordings[i]] = (sums.TryGetValue(recordings[i], out var sum) ? [.. sum.Scores.Zip(scores, (a, b) => a + b)] : scores, samples.LabelOf(i));
        }

        return sums.ToDictionary(s => s.Key, s => Array.IndexOf(s.Value.Scores, s.Value.Scores.Max()) == s.Value.Label);
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
}
