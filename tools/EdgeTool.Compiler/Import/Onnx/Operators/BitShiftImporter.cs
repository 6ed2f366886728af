using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Bits of unsigned integers moved left or right by as many places as the second operand says. Those of 16 and 32 bits are held in twice as
/// many, where what falls off has to be cut away.
/// </summary>
internal sealed class BitShiftImporter : IOnnxImporter
{
    public string OpType => "BitShift";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (x, bits) = (node.Require(0, "X"), node.Require(1, "Y"));
        var isLeft = node.Text("direction") == "LEFT";
        var shifted = graph.Binary(node, isLeft ? BinaryFunction.ShiftLeft : BinaryFunction.ShiftRight, x, bits, "shifted");
        graph.Output(node, 0, isLeft && Mask(graph, x) is var mask and not 0
            ? graph.Binary(node, BinaryFunction.BitwiseAnd, shifted, OnnxConstant.Scalar(node, "mask", mask, x.Type), "kept")
            : shifted);
    }

    /// <summary>Bits that stay; 0 where the type holds no others.</summary>
    private static double Mask(OnnxGraphBuilder graph, Value x) => (x.Type, graph.NarrowType(x)) switch
    {
        (ElementType.Int32, _) => ushort.MaxValue,
        (ElementType.Int64, OnnxType.UInt32) => uint.MaxValue,
        (ElementType.Int64, not OnnxType.UInt64) => throw new UnsupportedException(
            $"shifts '{x.Name}' left, of which 32 or 64 bits may be meant", "shift a constant or an input, whose type is stated, or uint8 or uint16"),
        _ => 0,
    };
}
