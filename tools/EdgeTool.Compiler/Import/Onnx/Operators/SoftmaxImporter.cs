using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Softmax or its logarithm along one axis; before operator set 13, over all axes from that one on. The kernels work along the last axis.
/// </summary>
internal abstract class SoftmaxImporterBase<T>(T record) : IOnnxImporter where T : unmanaged, IOperatorRecord<T>
{
    public abstract string OpType { get; }

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var rank = input.Shape.Rank;
        var axis = OnnxNode.Axis(node.Int("axis", node.Opset < 13 ? 1 : -1), rank);
        if (node.Opset < 13)
        {
            var rows = graph.Reshape(node, input, new Shape(input.Shape.Product(0, axis), input.Shape.Product(axis, rank)), "rows");
            graph.Output(node, 0, graph.Reshape(node, Apply(node, graph, rows), input.Shape, "unrows"));
            return;
        }

        if (axis == rank - 1)
        {
            graph.Output(node, 0, Apply(node, graph, input));
            return;
        }

        int[] swap = [.. Enumerable.Range(0, rank)];
        (swap[axis], swap[rank - 1]) = (rank - 1, axis);
        graph.Output(node, 0, graph.Transpose(node, Apply(node, graph, graph.Transpose(node, input, swap, "last")), swap, "back"));
    }

    private Value Apply(OnnxNode node, OnnxGraphBuilder graph, Value value) =>
        graph.Add(node, "result", record, [value], value.Type, value.Shape);
}

/// <summary>exp(x) / sum of exp(x).</summary>
internal sealed class SoftmaxImporter() : SoftmaxImporterBase<Softmax>(new Softmax { Beta = 1 })
{
    public override string OpType => "Softmax";
}

/// <summary>x - log of the sum of exp(x).</summary>
internal sealed class LogSoftmaxImporter() : SoftmaxImporterBase<LogSoftmax>(default)
{
    public override string OpType => "LogSoftmax";
}
