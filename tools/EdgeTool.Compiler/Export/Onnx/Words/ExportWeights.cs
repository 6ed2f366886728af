using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Weights and biases of layers: int8 with a scale for each channel, biases in steps of input times weights.</summary>
internal static class ExportWeights
{
    /// <summary>Name of the real weights, their axes in another order.</summary>
    public static string Weights(ExportGraph graph, Value weights, ReadOnlySpan<int> permutation)
    {
        if (!weights.IsConstant)
        {
            var stored = graph.Real(weights);
            return graph.Emit("Transpose", $"{stored}/moved", [stored], ExportAttribute.Ints("perm", permutation));
        }

        var (dimensions, elements) = ConstantLayout.Permuted(weights.Constant, weights.Shape.Span, weights.Type.SizeBytes(), permutation);
        return Dequantized(graph, weights, dimensions, elements, weights.ChannelAxis < 0 ? -1 : permutation.IndexOf(weights.ChannelAxis));
    }

    /// <summary>Name of the real bias; null where there is none.</summary>
    public static string? Bias(ExportGraph graph, Value? bias, Value input, Value weights)
    {
        if (bias is not { IsConstant: true, Type: ElementType.Int32 or ElementType.Int64 })
        {
            return bias is null ? null : graph.Real(bias);
        }

        var name = graph.PlainName(bias);
        var scales = Array.ConvertAll(weights.Scales, s => s * input.Scales[0]);
        if (bias.Type == ElementType.Int32)
        {
            var stored = graph.File.Constant(name, bias.Type, bias.Shape.Span, bias.Constant);
            return graph.DequantizeOf(stored, $"{name}/real", bias.Type, scales, 0, scales.Length > 1 ? 0 : -1);
        }

        // There is no DequantizeLinear of 64 bits.
        var steps = bias.ConstantAs<long>();
        var real = new float[steps.Length];
        for (var i = 0; i < real.Length; i++)
        {
            real[i] = (float)((double)steps[i] * weights.Scales[scales.Length > 1 ? i : 0] * input.Scales[0]);
        }

        return graph.File.Constant(name, bias.Shape.Span, real.AsSpan());
    }

    private static string Dequantized(ExportGraph graph, Value weights, int[] dimensions, byte[] elements, int axis)
    {
        var name = graph.PlainName(weights);
        var stored = graph.File.Constant(name, weights.Type, dimensions, elements);
        return ExportGraph.IsQuantized(weights)
            ? graph.DequantizeOf(stored, $"{name}/real", weights.Type, weights.Scales, weights.ZeroPoint, axis)
            : stored;
    }
}
