using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Discrete Fourier transform along one axis of real (..., 1) or complex (..., 2) numbers, as a product with constants.</summary>
internal sealed class DftImporter : IOnnxImporter
{
    public string OpType => "DFT";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var (shape, rank) = (input.Shape, input.Shape.Rank);
        var axis = OnnxNode.Axis(node.Opset < 20 ? node.Int("axis", 1) : node.Input(2) is null ? -2 : node.ConstantLongs(2, "axis")[0], rank);
        var length = node.Input(1) is null ? shape[axis] : node.ConstantInts(1, "dft_length")[0];
        var (isInverse, isOneSided) = (node.Flag("inverse"), node.Flag("onesided"));
        if (axis == rank - 1 || shape[-1] is not (1 or 2) || length < 1 || (isInverse && isOneSided))
        {
            throw new UnsupportedException(
                $"transforms {shape} along axis {axis}{(isInverse && isOneSided ? " back from one side" : "")}", "give numbers of 1 or 2 parts along the last axis, and both sides to an inverse");
        }

        var bins = isOneSided ? (length / 2) + 1 : length;
        int[] order = [.. Enumerable.Range(0, rank - 1).Where(i => i != axis), axis, rank - 1];
        var last = axis == rank - 2 ? input : graph.Transpose(node, input, order, "last");
        var rows = graph.Reshape(node, last, new Shape(shape.ElementCount / shape[axis] / shape[-1], shape[axis] * shape[-1]), "rows");
        var matrix = OnnxFourier.Matrix(node, graph, shape[axis], shape[-1], length, bins, isInverse);
        var product = graph.Add(node, "product", default(FullyConnected), [rows, matrix, null], input.Type, new Shape(rows.Shape[0], 2 * bins));
        var restored = graph.Reshape(node, product, last.Shape.With(rank - 2, bins).With(rank - 1, 2), "restored");
        int[] back = [.. Enumerable.Range(0, rank).Select(i => Array.IndexOf(order, i))];
        graph.Output(node, 0, axis == rank - 2 ? restored : graph.Transpose(node, restored, back, "back"));
    }
}
