using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Examples in memory as a model takes them, preprocessing done.</summary>
/// <param name="Shapes">Of the model's inputs.</param>
/// <param name="Inputs">For each input the elements of all examples, one example after the other.</param>
/// <param name="Labels">Class of each example, -1 where it is not known; empty where the data has numbers.</param>
/// <param name="Targets">Numbers that each example asks for; empty where the data has classes.</param>
/// <param name="Groups">Number of the recording that each example was cut from.</param>
/// <param name="Names">Of the examples, as their files call them.</param>
public sealed record TrainingData(Shape[] Shapes, float[][] Inputs, int[] Labels, float[][] Targets, int[] Groups, string[] Names)
{
    public int Count => Names.Length;

    /// <summary>Class names in the order of the labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Reads a whole data set.</summary>
    /// <param name="graph">Whose float inputs are filled, through the contract's preprocessing.</param>
    /// <param name="dataset">Where examples come from.</param>
    /// <param name="progress">Called with the number of examples read.</param>
    /// <exception cref="DatasetException">The data do not fit the model.</exception>
    public static TrainingData Read(Graph graph, Dataset dataset, Action<int>? progress = null)
    {
        var infos = graph.Inputs.ConvertAll(v => v.Info);
        if (infos.Find(i => i.Type != ElementType.Float32) is { Type: not ElementType.Float32 } other && infos.Exists(i => i.Type != ElementType.Float32))
        {
            throw new DatasetException($"The model takes {other.Type}; a model that is trained takes float32.");
        }

        var encoder = new ExampleEncoder(infos, graph.Contract, dataset);
        var classes = dataset.HasRealTargets ? null
            : new ClassNaming(graph.Contract.Labels, dataset.ClassNames, Math.Max(2, graph.Outputs[0].Shape.ElementCount));
        var inputs = infos.ConvertAll(i => new float[checked((long)dataset.Count * i.Shape.ElementCount)]).ToArray();
        var (labels, targets) = (new int[classes is null ? 0 : dataset.Count], new float[classes is null ? dataset.Count : 0][]);
        var (groups, names) = (new int[dataset.Count], new string[dataset.Count]);
        for (var e = 0; e < dataset.Count; e++)
        {
            var sample = dataset.Read(e);
            for (var i = 0; i < inputs.Length; i++)
            {
                var length = infos[i].Shape.ElementCount;
                encoder.Encode(sample, i, MemoryMarshal.AsBytes(inputs[i].AsSpan(checked(e * length), length)));
            }

            (groups[e], names[e]) = (dataset.RecordingOf(e), sample.Name);
            if (classes is null)
            {
                targets[e] = sample.Targets;
            }
            else
            {
                labels[e] = classes.ClassOf(sample);
            }

            progress?.Invoke(e + 1);
        }

        return new TrainingData([.. infos.Select(i => i.Shape)], inputs, labels, targets, groups, names) { ClassNames = classes?.Names ?? [] };
    }

    /// <summary>Some of the examples, in the given order.</summary>
    public TrainingData Take(IReadOnlyList<int> examples) => new(
        Shapes,
        [.. Inputs.Select((values, i) => Gather(values, Shapes[i].ElementCount, examples))],
        Labels.Length == 0 ? [] : [.. examples.Select(e => Labels[e])],
        Targets.Length == 0 ? [] : [.. examples.Select(e => Targets[e])],
        [.. examples.Select(e => Groups[e])],
        [.. examples.Select(e => Names[e])])
    {
        ClassNames = ClassNames,
    };

    /// <summary>The examples whose label is known; all where the data has numbers.</summary>
    public TrainingData Labelled() => Array.IndexOf(Labels, -1) < 0 ? this : Take([.. Enumerable.Range(0, Count).Where(e => Labels[e] >= 0)]);

    /// <summary>The examples for which a rule on their names holds, and the others.</summary>
    public (TrainingData Matching, TrainingData Others) Divide(Func<string, bool> rule)
    {
        var parts = Enumerable.Range(0, Count).ToLookup(e => rule(Names[e]));
        return (Take([.. parts[true]]), Take([.. parts[false]]));
    }

    /// <summary>
    /// Two parts, drawn so that every class keeps its share and that all windows of one recording stay together.
    /// </summary>
    /// <param name="share">Of the recordings in the second part, 0 to 1.</param>
    /// <param name="random">Who is drawn.</param>
    public (TrainingData First, TrainingData Second) Split(double share, SplitMix random)
    {
        var second = new HashSet<int>();
        foreach (var recordings in Enumerable.Range(0, Count).GroupBy(e => Labels.Length == 0 ? 0 : Labels[e]).OrderBy(g => g.Key))
        {
            var groups = recordings.Select(e => Groups[e]).Distinct().ToArray();
            random.Shuffle(groups);
            second.UnionWith(groups.Take((int)Math.Round(share * groups.Length)));
        }

        var parts = Enumerable.Range(0, Count).ToLookup(e => second.Contains(Groups[e]));
        return (Take([.. parts[false]]), Take([.. parts[true]]));
    }

    /// <summary>One example's elements of an input.</summary>
    public ReadOnlySpan<float> Example(int input, int example)
    {
        var length = Shapes[input].ElementCount;
        return Inputs[input].AsSpan(example * length, length);
    }

    /// <summary>Examples as tensors, (count, the input's shape) each.</summary>
    public Tensor[] Batch(IReadOnlyList<int> examples) => [.. Inputs.Select((values, i) =>
        tensor(Gather(values, Shapes[i].ElementCount, examples), TwinTensors.Batched(examples.Count, Shapes[i])))];

    private static float[] Gather(float[] values, int length, IReadOnlyList<int> examples)
    {
        var gathered = new float[checked(examples.Count * length)];
        for (var i = 0; i < examples.Count; i++)
        {
            values.AsSpan(checked(examples[i] * length), length).CopyTo(gathered.AsSpan(i * length));
        }

        return gathered;
    }
}
