using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Columns (n, c * block, positions) put back where their blocks lay, (n, c, spatial...), overlaps summed: a transposed convolution in which each
/// element of the block has a filter that is 1 at its own place.
/// </summary>
internal sealed class Col2ImImporter : IOnnxImporter
{
    public string OpType => "Col2Im";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, image, block) = (node.Require(0, "input"), node.ConstantInts(1, "image_shape"), node.ConstantInts(2, "block_shape"));
        var window = OnnxWindow.Of(node, image, block);
        var taps = checked(block.Aggregate(1, (a, b) => a * b));
        if (input.Shape.Rank != 3 || input.Shape[1] % taps != 0 || input.Shape[2] != window.Positions.Aggregate(1, (a, b) => a * b))
        {
            throw new UnsupportedException($"puts {input.Shape} back into blocks of {taps}", "give (n, channels * block, positions)");
        }

        var (batch, channels) = (input.Shape[0], input.Shape[1] / taps);
        graph.Charge((long)taps * taps, ElementType.Float32);
        var filters = new float[taps * taps];
        for (var tap = 0; tap < taps; tap++)
        {
            filters[(tap * taps) + tap] = 1;
        }

        var positions = graph.Reshape(node, input, new Shape([batch * channels, taps, .. window.Positions]), "positions");
        var spread = graph.Through(node, "ConvTranspose", positions, OnnxGraphBuilder.Constant<float>(node, "filters", new Shape([taps, 1, .. block]), filters));
        graph.Output(node, 0, graph.Reshape(node, Filled(node, graph, spread, image), new Shape([batch, channels, .. image]), "image"));
    }

    /// <summary>Rows behind the last block, which no column holds, are zeros.</summary>
    private static Value Filled(OnnxNode node, OnnxGraphBuilder graph, Value value, int[] image)
    {
        var (after, shape) = (default(PerAxis), value.Shape);
        for (var axis = 0; axis < image.Length; axis++)
        {
            after[axis + 2] = image[axis] - shape[axis + 2];
            shape[axis + 2] = image[axis];
        }

        return shape == value.Shape ? value : graph.Add(node, "filled", new Pad { After = after }, [value], value.Type, shape);
    }
}
