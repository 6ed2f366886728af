using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Blocked quantization: each scale covers <c>block_size</c> neighbours along one axis. The axis becomes two, so that scales broadcast
/// over the inner one.
/// </summary>
/// <param name="Size">0 when the tensor is not quantized in blocks.</param>
internal readonly record struct OnnxBlocks(int Axis, int Size)
{
    /// <exception cref="UnsupportedException">The blocks do not fill the axis.</exception>
    public static OnnxBlocks Of(OnnxNode node, Shape shape)
    {
        var size = node.Int32("block_size");
        if (size == 0)
        {
            return default;
        }

        var axis = OnnxNode.Axis(node.Int("axis", 1), shape.Rank);
        return size > 0 && shape[axis] % size == 0 && shape.Rank < Shape.MaxRank ? new OnnxBlocks(axis, size) : throw new UnsupportedException(
            $"has blocks of {size} along an axis of {shape[axis]} in rank {shape.Rank}", $"use blocks that fill the axis, in at most {Shape.MaxRank - 1} dimensions");
    }

    /// <summary>The tensor with its blocks on an axis of their own.</summary>
    public Value Split(OnnxNode node, OnnxGraphBuilder graph, Value value, string part) =>
        Size == 0 ? value : graph.Reshape(node, value, Divided(value.Shape, value.Shape[Axis] / Size, Size), part);

    /// <summary>Scales or zero points, one for each block.</summary>
    public Value Spread(OnnxNode node, OnnxGraphBuilder graph, Value parameter, string part) =>
        Size == 0 ? parameter : graph.Reshape(node, parameter, Divided(parameter.Shape, parameter.Shape[Axis], 1), part);

    private Shape Divided(Shape shape, int outer, int inner) => new([.. shape.Span[..Axis], outer, inner, .. shape.Span[(Axis + 1)..]]);
}
