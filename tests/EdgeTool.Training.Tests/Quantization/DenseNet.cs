using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Training.Tests;

/// <summary>Dense layers with ReLU between them, randomly begun (He et al. 2015).</summary>
internal static class DenseNet
{
    /// <param name="seed">Of the weights.</param>
    /// <param name="widths">Of the input, the hidden layers and the scores.</param>
    public static Graph Of(int seed, params int[] widths)
    {
        var random = new SplitMix((ulong)seed);
        var graph = new Graph();
        var value = new Value { Name = "x", Type = ElementType.Float32, Shape = new Shape(1, widths[0]) };
        graph.Inputs.Add(value);
        for (var i = 1; i < widths.Length; i++)
        {
            var (depth, units) = (widths[i - 1], widths[i]);
            var weights = Value.Of<float>(
                $"weights{i}", new Shape(units, depth), [.. Enumerable.Range(0, units * depth).Select(_ => (float)(random.Normal() * Math.Sqrt(2.0 / depth)))]);
            var next = new Value { Name = $"dense{i}", Type = ElementType.Float32, Shape = new Shape(1, units) };
            var activation = i == widths.Length - 1 ? Activation.None : Activation.Relu;
            graph.Nodes.Add(Node.Of(next.Name, new FullyConnected { Activation = activation }, [value, weights, Value.Of<float>($"bias{i}", new Shape(units), new float[units])], [next]));
            value = next;
        }

        graph.Outputs.Add(value);
        return graph;
    }
}
