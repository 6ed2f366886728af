namespace EdgeTool.Compiler.Onnx;

/// <summary>The value itself under another name.</summary>
internal sealed class IdentityImporter : IOnnxImporter
{
    public string OpType => "Identity";

    public void Import(OnnxNode node, OnnxGraphBuilder graph) => graph.Output(node, 0, node.Require(0, "input"));
}
