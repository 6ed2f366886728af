using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Transposed convolution over three spatial axes as a sum over the steps of the kernel in depth: each spreads every plane of the input,
/// and the planes lie a stride apart, moved by the step.
/// </summary>
internal static class OnnxVolumeSpreading
{
    private const int MaxSteps = 32;

    /// <param name="node">The operator.</param>
    /// <param name="graph">Receives the steps.</param>
    /// <param name="input">(n, c, depth, h, w).</param>
    /// <param name="weights">(c, outC, kernelDepth, kernelH, kernelW).</param>
    /// <param name="bias">(outC) or none.</param>
    public static Value Spread(OnnxNode node, OnnxGraphBuilder graph, Value input, Value weights, Value? bias)
    {
        var dilations = node.Ints("dilations") ?? [1, 1, 1];
        if (node.Int32("group", 1) != 1 || weights.Shape[2] > MaxSteps || dilations.Length != 3 || dilations.Any(d => d < 1))
        {
            throw new UnsupportedException($"spreads {input.Shape} with {weights.Shape} in groups", $"use one group, and at most {MaxSteps} steps in depth");
        }

        var windows = dilations.Select((d, axis) => checked(((weights.Shape[axis + 2] - 1) * d) + 1)).ToArray();
        var window = OnnxSpreading.Of(node, input.Shape.Span[2..], windows);
        var (n, depth, outC) = (input.Shape[0], input.Shape[2], weights.Shape[1]);
        var volume = graph.Transpose(node, input, [0, 2, 3, 4, 1], "volume");
        var planes = graph.Reshape(node, volume, new Shape(checked(n * depth), input.Shape[3], input.Shape[4], input.Shape[1]), "planes");
        Value? sum = null;
        for (var step = 0; step < weights.Shape[2]; step++)
        {
            var own = graph.Add(node, $"kernel {step}", new Slice { Begin = PerAxis.Of(0, 0, step) }, [weights], weights.Type, weights.Shape.With(2, 1));
            var kernel = graph.Reshape(node, own, new Shape(own.Shape[0], outC, own.Shape[3], own.Shape[4]), $"kernel {step}/plane");
            var filter = graph.Transpose(node, OnnxDilation.OfWeights(node, graph, kernel, dilations[1..]), [1, 2, 3, 0], $"kernel {step}/filter");
            var spread = graph.Add(
                node, $"spread {step}", window.Record, [planes, filter, null], input.Type, new Shape(planes.Shape[0], window.OutputH, window.OutputW, outC));
            var placed = Place(node, graph, spread, n, window, step * dilations[0], $"placed {step}");
            sum = sum is null ? placed : AddImporter.Apply(node, graph, sum, placed, $"to {step}");
        }

        var result = graph.Reshape(node, sum!, new Shape(n, window.Sizes[0], window.OutputH, window.OutputW, outC), "result");
        var biased = bias is null ? result : AddImporter.Apply(node, graph, result, bias, "biased");
        return graph.Transpose(node, biased, [0, 4, 1, 2, 3], "channels first");
    }

    /// <summary>(n * depth, h, w, c) to (n, outDepth, h * w * c): plane i at i * stride + step - before, zeros elsewhere.</summary>
    private static Value Place(OnnxNode node, OnnxGraphBuilder graph, Value spread, int n, OnnxSpreading window, int step, string part)
    {
        var (depth, plane) = (spread.Shape[0] / n, spread.Shape.Product(1, 4));
        var (stride, start, outDepth) = (window.Strides[0], step - window.Before[0], window.Sizes[0]);
        var apart = Pad(node, graph, graph.Reshape(node, spread, new Shape(n, depth, 1, plane), part + "/single"), 2, 0, stride - 1, part + "/apart");
        var line = graph.Reshape(node, apart, new Shape(n, checked(depth * stride), plane), part + "/line");
        var padded = Pad(node, graph, line, 1, Math.Max(0, start), Math.Max(0, outDepth - start - line.Shape[1]), part + "/moved");
        return padded.Shape[1] == outDepth ? padded : graph.Add(
            node, part, new Slice { Begin = PerAxis.Of(0, Math.Max(0, -start)) }, [padded], padded.Type, padded.Shape.With(1, outDepth));
    }

    private static Value Pad(OnnxNode node, OnnxGraphBuilder graph, Value value, int axis, int before, int after, string part)
    {
        if (before + after == 0)
        {
            return value;
        }

        var record = default(Pad);
        (record.Before[axis], record.After[axis]) = (before, after);
        return graph.Add(node, part, record, [value], value.Type, value.Shape.With(axis, checked(value.Shape[axis] + before + after)));
    }
}
