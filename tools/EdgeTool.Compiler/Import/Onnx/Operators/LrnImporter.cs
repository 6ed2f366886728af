using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Elements divided by a power of their neighbouring channels' mean square.</summary>
internal sealed class LrnImporter : IOnnxImporter
{
    public string OpType => "LRN";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var record = new LocalResponseNormalization
        {
            Axis = 1,
            Size = node.Int32("size"),
            Alpha = node.Float("alpha", 1e-4f),
            Beta = node.Float("beta", 0.75f),
            Bias = node.Float("bias", 1),
        };
        graph.Output(node, 0, graph.Add(node, "normalized", record, [input], input.Type, input.Shape));
    }
}
