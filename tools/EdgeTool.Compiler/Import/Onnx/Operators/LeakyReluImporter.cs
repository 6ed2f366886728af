using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>x where x is at least 0, alpha * x below.</summary>
internal sealed class LeakyReluImporter : IOnnxImporter
{
    public string OpType => "LeakyRelu";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        graph.Output(node, 0, graph.Add(node, "result", new LeakyRelu { Alpha = node.Float("alpha", 0.01f) }, [input], input.Type, input.Shape));
    }
}
