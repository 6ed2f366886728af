using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Bits moved left or right by as many places as the second operand says.</summary>
internal sealed class BitShiftImporter : IOnnxImporter
{
    public string OpType => "BitShift";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (x, bits) = (node.Require(0, "X"), node.Require(1, "Y"));
        var isLeft = node.Text("direction") == "LEFT";
        if (isLeft && x.Type != ElementType.UInt8)
        {
            throw new UnsupportedException("shifts integers left that are held in a wider type here, where no bit would fall off", "shift uint8");
        }

        graph.Output(node, 0, graph.Binary(node, isLeft ? BinaryFunction.ShiftLeft : BinaryFunction.ShiftRight, x, bits));
    }
}
