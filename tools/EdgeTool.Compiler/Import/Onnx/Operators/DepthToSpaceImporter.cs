using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Channels spread over blocks of pixels, channels last: (n, h, w, b, b, c) for DCR, (n, h, w, c, b, b) for CRD, becomes (n, h, b, w, b, c).
/// </summary>
internal sealed class DepthToSpaceImporter : IOnnxImporter
{
    public string OpType => "DepthToSpace";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, block) = (node.Require(0, "input"), node.Int32("blocksize"));
        var shape = input.Shape;
        if (shape.Rank != 4 || block < 1 || shape[1] % (block * block) != 0)
        {
            throw new UnsupportedException($"spreads the channels of {shape} over blocks of {block}", "use images whose channels are a multiple of the block's pixels");
        }

        var (n, h, w, channels) = (shape[0], shape[2], shape[3], shape[1] / (block * block));
        var columnsFirst = node.Text("mode", "DCR") == "CRD";
        var split = graph.Reshape(
            node,
            graph.ToNhwc(node, input),
            columnsFirst ? new Shape(n, h, w, channels, block, block) : new Shape(n, h, w, block, block, channels),
            "split");
        var moved = graph.Transpose(node, split, columnsFirst ? [0, 1, 4, 2, 5, 3] : [0, 1, 3, 2, 4, 5], "blocks");
        graph.Output(node, 0, graph.FromNhwc(node, graph.Reshape(node, moved, new Shape(n, h * block, w * block, channels), "image"), 4));
    }
}

/// <summary>Blocks of pixels gathered into channels, channels last: (n, h, b, w, b, c) becomes (n, h, w, b, b, c).</summary>
internal sealed class SpaceToDepthImporter : IOnnxImporter
{
    public string OpType => "SpaceToDepth";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, block) = (node.Require(0, "input"), node.Int32("blocksize"));
        var shape = input.Shape;
        if (shape.Rank != 4 || block < 1 || shape[2] % block != 0 || shape[3] % block != 0)
        {
            throw new UnsupportedException($"gathers blocks of {block} of {shape}", "use images whose sides are multiples of the block");
        }

        var (n, h, w, channels) = (shape[0], shape[2] / block, shape[3] / block, shape[1]);
        var split = graph.Reshape(node, graph.ToNhwc(node, input), new Shape(n, h, block, w, block, channels), "split");
        var moved = graph.Transpose(node, split, [0, 1, 3, 2, 4, 5], "blocks");
        graph.Output(node, 0, graph.FromNhwc(node, graph.Reshape(node, moved, new Shape(n, h, w, channels * block * block), "image"), 4));
    }
}
