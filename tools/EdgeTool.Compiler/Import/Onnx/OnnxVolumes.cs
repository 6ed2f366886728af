using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Convolution over three spatial axes as a sum of convolutions over planes: one for each step of the kernel in depth, on the planes
/// that this step meets, which lie behind one another as a batch.
/// </summary>
internal static class OnnxVolumes
{
    /// <summary>Steps in depth; each adds a convolution to the graph.</summary>
    private const int MaxSteps = 32;

    /// <param name="node">The operator.</param>
    /// <param name="graph">Receives the steps.</param>
    /// <param name="input">(n, c, depth, h, w).</param>
    /// <param name="weights">(outC, c / groups, kernelDepth, kernelH, kernelW).</param>
    /// <param name="bias">(outC) or none.</param>
    /// <param name="planes">Convolves (n * outDepth, h, w, c) with (outC, c / groups, kernelH, kernelW), in channels-last layout.</param>
    public static Value Convolve(
        OnnxNode node, OnnxGraphBuilder graph, Value input, Value weights, Value? bias, Func<Value, Value, Value?, OnnxWindow, string, Value> planes)
    {
        var window = OnnxWindow.Of(node, input.Shape.Span[2..], weights.Shape.Span[2..].ToArray());
        if (window.Kernel[0] > MaxSteps)
        {
            throw new UnsupportedException($"has a kernel {window.Kernel[0]} deep", $"use at most {MaxSteps} steps in depth");
        }

        // (n, depth, h, w, c): a plane is an image as the kernels for two axes take it.
        var volume = graph.Transpose(node, input, [0, 2, 3, 4, 1], "volume");
        var padded = Deepen(node, graph, volume, window);
        var outDepth = window.Positions[0];
        Value? sum = null;
        for (var step = 0; step < window.Kernel[0]; step++)
        {
            var slice = new StridedSlice
            {
                Begin = PerAxis.Of(0, step * window.Dilations[0], 0, 0, 0),
                Count = PerAxis.Of(padded.Shape.With(1, outDepth).Span),
                Stride = PerAxis.Of(1, window.Strides[0], 1, 1, 1),
            };
            var met = graph.Add(node, $"planes {step}", slice, [padded], input.Type, padded.Shape.With(1, outDepth));
            var batch = graph.Reshape(
                node, met, new Shape(checked(met.Shape[0] * outDepth), met.Shape[2], met.Shape[3], met.Shape[4]), $"batch {step}");
            var own = graph.Add(node, $"kernel {step}", new Slice { Begin = PerAxis.Of(0, 0, step) }, [weights], weights.Type, weights.Shape.With(2, 1));
            var kernel = graph.Reshape(node, own, new Shape(own.Shape[0], own.Shape[1], own.Shape[3], own.Shape[4]), $"kernel {step}/plane");
            var convolved = planes(batch, kernel, step == 0 ? bias : null, window.Planes(), $"step {step}");
            sum = sum is null ? convolved : AddImporter.Apply(node, graph, sum, convolved, $"to {step}");
        }

        var shape = sum!.Shape;
        var result = graph.Reshape(node, sum, new Shape(input.Shape[0], outDepth, shape[1], shape[2], shape[3]), "result");
        return graph.Transpose(node, result, [0, 4, 1, 2, 3], "channels first");
    }

    /// <summary>Planes of zeros before and behind.</summary>
    private static Value Deepen(OnnxNode node, OnnxGraphBuilder graph, Value volume, OnnxWindow window)
    {
        var (before, after) = (window.Before[0], window.After[0]);
        return before + after == 0 ? volume : graph.Add(
            node, "deepened", new Pad { Before = PerAxis.Of(0, before), After = PerAxis.Of(0, after) }, [volume], volume.Type,
            volume.Shape.With(1, volume.Shape[1] + before + after));
    }
}
