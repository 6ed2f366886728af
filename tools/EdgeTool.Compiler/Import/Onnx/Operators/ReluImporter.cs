using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>max(x, 0).</summary>
internal sealed class ReluImporter : IOnnxImporter
{
    public string OpType => "Relu";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        graph.Output(node, 0, input.Type == ElementType.Float32
            ? graph.Add(node, "relu", default(Relu), [input], input.Type, input.Shape)
            : graph.Add(node, "relu", default(Maximum), [input, OnnxConstant.Scalar(node, "zero", 0, input.Type)], input.Type, input.Shape));
    }
}
