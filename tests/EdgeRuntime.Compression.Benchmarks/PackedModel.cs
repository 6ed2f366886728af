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
    public double Accuracy(InputSamples samples)
    {
        using var interpreter = Load();
        var right = 0;
        for (var i = 0; i < samples.Count; i++)
        {
            samples.Fill(i, interpreter);
            interpreter.Run();
            right += Best(interpreter) == samples.LabelOf(i) ? 1 : 0;
        }

        return (double)right / samples.Count;
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

    private static int Best(Interpreter interpreter)
    {
        var info = interpreter.OutputInfo(0);
        return info.Type == ElementType.Float32 ? Largest(interpreter.Output<float>(0)) : Largest(interpreter.Output<sbyte>(0));
    }

    private static int Largest<T>(ReadOnlySpan<T> scores) where T : IComparable<T>
    {
        var best = 0;
        for (var c = 1; c < scores.Length; c++)
        {
            best = scores[c].CompareTo(scores[best]) > 0 ? c : best;
        }

        return best;
    }
}
