using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Every bit the other way; of unsigned integers that are held in a wider type, the bits that they have.</summary>
internal sealed class BitwiseNotImporter : IOnnxImporter
{
    public string OpType => "BitwiseNot";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var x = node.Require(0, "X");
        var ones = graph.NarrowType(x) switch
        {
            OnnxType.UInt16 => ushort.MaxValue,
            OnnxType.UInt32 => uint.MaxValue,
            OnnxType.UInt64 => throw new UnsupportedException("has an operand of type UInt64, of which the values below 2^63 are held", "use int64"),
            _ when graph.HasWideUnsigned && x.Type is ElementType.Int32 or ElementType.Int64 => throw new UnsupportedException(
                $"complements '{x.Name}', which may be unsigned and is held in a wider type here", "cast to a signed integer before"),
            _ => 0.0,
        };
        graph.Output(node, 0, ones == 0 ? graph.Unary(node, UnaryFunction.BitwiseNot, x)
            : graph.Binary(node, BinaryFunction.BitwiseXor, x, OnnxConstant.Scalar(node, "ones", ones, x.Type)));
    }
}
