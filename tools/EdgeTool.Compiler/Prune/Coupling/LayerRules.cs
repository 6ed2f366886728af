using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Operators with weights: what they read and what they write are lanes of their own, tied to axes of the weights.</summary>
internal static class LayerRules
{
    public static void Convolution(Node node, ChannelCoupling coupling)
    {
        var (input, weights, output) = (node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]);
        Windows(node, coupling, 1, 2);
        Results(node, coupling, new ValueAxis(weights, 0));
        var (inC, outC, filterC) = (input.Shape[3], output.Shape[3], weights.Shape[3]);
        var groups = inC / filterC;
        if (groups == 1)
        {
            coupling.Same(new ValueAxis(input, 3), new ValueAxis(weights, 3));
        }
        else if (groups >= filterC)
        {
            WholeGroups(coupling, new ValueAxis(input, 3), ValueAxis.Last(output), groups);
            coupling.Lock(weights, 3);
        }
        else
        {
            // Every group loses its channel of the same place, so that groups stay equal.
            for (var c = 0; c < inC; c++)
            {
                coupling.Lanes.Join(new ValueAxis(input, 3), c, new ValueAxis(weights, 3), c % filterC);
            }

            for (var c = 0; c < outC; c++)
            {
                coupling.Lanes.Join(new ValueAxis(output, 3), c, new ValueAxis(output, 3), c % (outC / groups));
            }
        }
    }

    public static void Depthwise(Node node, ChannelCoupling coupling)
    {
        var (input, weights) = (node.Inputs[0]!, node.Inputs[1]!);
        Windows(node, coupling, 1, 2);
        Results(node, coupling, new ValueAxis(weights, 3));
        WholeGroups(coupling, new ValueAxis(input, 3), ValueAxis.Last(node.Outputs[0]), input.Shape[3]);
    }

    public static void TransposedConvolution(Node node, ChannelCoupling coupling)
    {
        var (input, weights) = (node.Inputs[0]!, node.Inputs[1]!);
        Windows(node, coupling, 1, 2);
        Results(node, coupling, new ValueAxis(weights, 0));
        coupling.Same(new ValueAxis(input, 3), new ValueAxis(weights, 3));
    }

    /// <summary>The input, whatever its shape, is rows of the weights' depth.</summary>
    public static void Dense(Node node, ChannelCoupling coupling)
    {
        var (input, weights, output) = (node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]);
        Results(node, coupling, new ValueAxis(weights, 0));
        coupling.Regroup(
            Enumerable.Range(0, input.Shape.Rank).Select(axis => new ValueAxis(input, axis)),
            [.. Enumerable.Range(0, output.Shape.Rank - 1).Select(axis => new ValueAxis(output, axis)), new ValueAxis(weights, 1)]);
    }

    public static void MatrixProduct(Node node, ChannelCoupling coupling)
    {
        var record = node.Record<BatchMatMul>();
        var (left, right, output) = (node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]);
        var (rows, leftDepth) = record.LeftTransposed == 0 ? (2, 1) : (1, 2);
        var (columns, rightDepth) = record.RightTransposed == 0 ? (1, 2) : (2, 1);
        coupling.Same(FromLast(left, rows), FromLast(output, 2));
        coupling.Same(FromLast(right, columns), FromLast(output, 1));
        coupling.Same(FromLast(left, leftDepth), FromLast(right, rightDepth));
        coupling.Broadcast(left, output, skipLast: 2);
        coupling.Broadcast(right, output, skipLast: 2);
    }

    /// <summary>The output's channels are lanes of the weights and of the bias.</summary>
    private static void Results(Node node, ChannelCoupling coupling, ValueAxis weights)
    {
        coupling.Same(ValueAxis.Last(node.Outputs[0]), weights);
        if (node.Inputs.ElementAtOrDefault(2) is { } bias)
        {
            coupling.Regroup(Enumerable.Range(0, bias.Shape.Rank).Select(axis => new ValueAxis(bias, axis)), [weights]);
        }
    }

    /// <summary>Windows lie on axes that keep every lane; so does the kernel.</summary>
    private static void Windows(Node node, ChannelCoupling coupling, params ReadOnlySpan<int> axes)
    {
        var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
        coupling.Same(new ValueAxis(input, 0), new ValueAxis(output, 0));
        coupling.Lock(input, axes);
        coupling.Lock(output, axes);
        coupling.Lock(node.Inputs[1]!, axes);
    }

    /// <summary>An equal run of the input's channels gives an equal run of the output's: they go together.</summary>
    private static void WholeGroups(ChannelCoupling coupling, ValueAxis input, ValueAxis output, int groups)
    {
        for (var c = 0; c < input.Size; c++)
        {
            coupling.Lanes.Join(input, c, output, c / (input.Size / groups) * (output.Size / groups));
        }

        for (var c = 0; c < output.Size; c++)
        {
            var first = c / (output.Size / groups) * (output.Size / groups);
            coupling.Lanes.Join(output, c, output, first);
        }
    }

    private static ValueAxis FromLast(Value value, int back) => new(value, value.Shape.Rank - back);
}
