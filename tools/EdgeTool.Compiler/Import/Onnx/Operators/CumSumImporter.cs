using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Running sum along a constant axis.</summary>
internal sealed class CumSumImporter : IOnnxImporter
{
    public string OpType => "CumSum";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "x");
        var record = new CumSum
        {
            Axis = OnnxNode.Axis(node.ConstantInts(1, "axis")[0], input.Shape.Rank),
            Exclusive = node.Flag("exclusive") ? 1 : 0,
            Reverse = node.Flag("reverse") ? 1 : 0,
        };
        graph.Output(node, 0, graph.Add(node, "sums", record, [input], input.Type, input.Shape));
    }
}
