using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Remainder with the divisor's sign, or with fmod the dividend's.</summary>
internal sealed class ModImporter : IOnnxImporter
{
    public string OpType => "Mod";

    public void Import(OnnxNode node, OnnxGraphBuilder graph) => graph.Output(node, 0, graph.Binary(
        node, node.Flag("fmod") ? BinaryFunction.FMod : BinaryFunction.Mod, node.Require(0, "A"), node.Require(1, "B")));
}
