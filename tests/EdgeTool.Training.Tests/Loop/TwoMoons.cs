using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Training.Tests;

/// <summary>Two half circles that no straight line parts, and a net of two layers for them.</summary>
internal static class TwoMoons
{
    public static TrainingData Data(int count, int seed)
    {
        var random = new SplitMix((ulong)seed);
        var (points, labels) = (new float[2 * count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var (angle, moon) = (Math.PI * random.Uniform(), i % 2);
            points[2 * i] = (float)((moon == 0 ? Math.Cos(angle) : 1 - Math.Cos(angle)) + (0.1 * random.Normal()));
            points[(2 * i) + 1] = (float)((moon == 0 ? Math.Sin(angle) : 0.5 - Math.Sin(angle)) + (0.1 * random.Normal()));
            labels[i] = moon;
        }

        return new TrainingData([new Shape(1, 2)], [points], labels, [], [.. Enumerable.Range(0, count)], [.. labels.Select(l => $"moon {l}")]);
    }

    public static Graph Net(int seed)
    {
        var random = new SplitMix((ulong)seed);
        var graph = new Graph();
        var value = new Value { Name = "point", Type = ElementType.Float32, Shape = new Shape(1, 2) };
        graph.Inputs.Add(value);
        foreach (var (name, units, activation) in (ReadOnlySpan<(string, int, Activation)>)[("hidden", 16, Activation.Relu), ("logits", 2, Activation.None)])
        {
            var inC = value.Shape[1];
            var weights = Enumerable.Range(0, units * inC).Select(_ => (float)(random.Normal() / Math.Sqrt(inC))).ToArray();
            var output = new Value { Name = name, Type = ElementType.Float32, Shape = new Shape(1, units) };
            graph.Nodes.Add(Node.Of(name, new FullyConnected { Activation = activation },
                [value, Value.Of<float>($"{name}/weights", new Shape(units, inC), weights), Value.Of<float>($"{name}/bias", new Shape(units), new float[units])], [output]));
            value = output;
        }

        var scores = new Value { Name = "scores", Type = ElementType.Float32, Shape = new Shape(1, 2) };
        graph.Nodes.Add(Node.Of("scores", new Softmax { Beta = 1 }, [value], [scores]));
        graph.Outputs.Add(scores);
        return graph;
    }

    /// <summary>All weights, byte by byte.</summary>
    public static byte[] Weights(Twin twin) => [.. twin.Export().Values().Where(v => v.IsConstant).SelectMany(v => v.Constant!)];
}
