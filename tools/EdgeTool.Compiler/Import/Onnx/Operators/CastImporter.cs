using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Another element type. Float16 and float64 are held as float32; unsigned types only where every value keeps its meaning.</summary>
internal sealed class CastImporter : IOnnxImporter
{
    public string OpType => "Cast";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var to = (OnnxType)node.Int32("to");
        if (to is OnnxType.UInt16 or OnnxType.UInt32 or OnnxType.UInt64 && input is { IsConstant: false, Type: not (ElementType.Bool or ElementType.UInt8) })
        {
            throw new UnsupportedException($"casts to {to}, which wraps where no type here does", "cast to a signed integer");
        }

        if (to.IsHalfByte())
        {
            throw new UnsupportedException($"casts to {to}", "cast to int8");
        }

        var cast = graph.Cast(node, input, to.Require(node.Name));
        graph.Output(node, 0, to.IsSmallFloat() ? graph.ToSmallFloat(node, cast, to) : cast);
    }
}
