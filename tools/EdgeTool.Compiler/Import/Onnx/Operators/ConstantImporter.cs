using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A tensor given as an attribute, or a list of numbers, or one number.</summary>
internal sealed class ConstantImporter : IOnnxImporter
{
    public string OpType => "Constant";

    public void Import(OnnxNode node, OnnxGraphBuilder graph) => graph.Output(node, 0, ValueOf(node, graph));

    private static Value ValueOf(OnnxNode node, OnnxGraphBuilder graph)
    {
        if (node.Tensor("value") is { } tensor)
        {
            return graph.Constant(node, tensor);
        }

        if (node.Has("value_float"))
        {
            return OnnxGraphBuilder.Constant(node, "value", new Shape(), node.Float("value_float"));
        }

        if (node.Floats("value_floats") is { } floats)
        {
            return OnnxGraphBuilder.Constant<float>(node, "value", new Shape(floats.Length), floats);
        }

        if (node.Has("value_int"))
        {
            return OnnxGraphBuilder.Constant(node, "value", new Shape(), node.Int("value_int"));
        }

        return node.Find("value_ints") is { } ints
            ? OnnxGraphBuilder.Constant<long>(node, "value", new Shape(ints.Ints.Length), ints.Ints)
            : throw new UnsupportedException("holds text or a sparse tensor", "use a dense tensor of numbers");
    }
}
