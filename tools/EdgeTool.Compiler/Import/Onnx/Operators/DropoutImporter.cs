using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Inference keeps every element; the mask, where asked for, is all true.</summary>
internal sealed class DropoutImporter : IOnnxImporter
{
    public string OpType => "Dropout";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        if (node.Input(2) is not null && node.ConstantLongs(2, "training_mode").Any(t => t != 0))
        {
            throw new UnsupportedException("drops elements at random, as in training", "export for inference");
        }

        graph.Output(node, 0, input);
        if (node.HasOutput(1))
        {
            graph.Output(node, 1, OnnxConstant.Filled(node, "mask", input.Shape, 1, ElementType.Bool));
        }
    }
}
