using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The first elements of each sequence in reverse order, the rest as they are.</summary>
internal sealed class ReverseSequenceImporter : IOnnxImporter
{
    public string OpType => "ReverseSequence";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, lengths) = (node.Require(0, "input"), node.Require(1, "sequence_lens"));
        var record = new ReverseSequence { SequenceAxis = node.Int32("time_axis"), BatchAxis = node.Int32("batch_axis", 1) };
        graph.Output(node, 0, OnnxSlices.Add(graph, node, "reverse", record, [input, lengths], input.Shape));
    }
}
