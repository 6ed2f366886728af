using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary>Trained weights on their way back into a graph.</summary>
internal static class TwinExport
{
    public static Graph Copy(Twin twin)
    {
        var copy = GraphCopy.Of(twin.Graph);
        foreach (var (node, target) in twin.Graph.Nodes.Zip(copy.Nodes))
        {
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i] is { } value && twin.Parameters.TryGetValue(value, out var parameter))
                {
                    target.Inputs[i]!.Constant = TwinTensors.Bytes(parameter);
                }
            }

            if (twin.Normalizations.TryGetValue(node, out var normalization))
            {
                Fold(normalization, target);
            }
        }

        return copy;
    }

    /// <summary>w' = w * f and b' = (b - mean) * f + offset for each output channel, f = scale / sqrt(variance + epsilon).</summary>
    private static void Fold(TwinNormalization normalization, Node node)
    {
        var (scale, offset) = (TwinTensors.Floats(normalization.Scale), TwinTensors.Floats(normalization.Offset));
        var (mean, variance) = (TwinTensors.Floats(normalization.Mean), TwinTensors.Floats(normalization.Variance));
        var factors = scale.Select((s, c) => s / Math.Sqrt(variance[c] + TwinNormalization.Epsilon)).ToArray();
        var weights = node.Inputs[1]!;
        var folded = weights.ConstantAs<float>().ToArray();
        var inner = node.OpCode == OpCode.DepthwiseConv2D ? 1 : weights.Shape.Product(1, weights.Shape.Rank);
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = (float)(folded[i] * factors[i / inner % factors.Length]);
        }

        var bias = node.Inputs.Count > 2 && node.Inputs[2] is { } given ? given.ConstantAs<float>().ToArray() : new float[factors.Length];
        for (var c = 0; c < bias.Length; c++)
        {
            bias[c] = (float)(((bias[c] - mean[c]) * factors[c]) + offset[c]);
        }

        node.Inputs[1] = Value.Of<float>(weights.Name, weights.Shape, folded);
        var added = Value.Of<float>(node.Inputs.Count > 2 && node.Inputs[2] is { } named ? named.Name : $"{node.Name}/bias", new Shape(bias.Length), bias);
        if (node.Inputs.Count > 2)
        {
            node.Inputs[2] = added;
        }
        else
        {
            node.Inputs.Add(added);
        }
    }
}
