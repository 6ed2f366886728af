using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Another element type. Float16 and float64 are held as float32; unsigned types only where every value keeps its meaning.</summary>
internal sealed class CastImporter : IOnnxImporter
{
    public string OpType => "Cast";

    public void Import(OnnxNode node, OnnxGraphBuilder graph) =>
        graph.Output(node, 0, Apply(node, graph, node.Require(0, "input"), (OnnxType)node.Int32("to")));

    /// <exception cref="UnsupportedException">No type here does what that type does.</exception>
    public static Value Apply(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxType to)
    {
        if (to is OnnxType.UInt16 or OnnxType.UInt32 or OnnxType.UInt64 && input is { IsConstant: false, Type: not (ElementType.Bool or ElementType.UInt8) })
        {
            throw new UnsupportedException($"casts to {to}, which wraps where no type here does", "cast to a signed integer");
        }

        if (to.IsHalfByte())
        {
            throw new UnsupportedException($"casts to {to}", "cast to int8");
        }

        var cast = graph.Cast(node, input, to.Require(node.Name));
        if (to == OnnxType.BFloat16)
        {
            // A float32 without its lower half.
            return graph.Unary(node, UnaryFunction.RoundFloat, cast, 7, -126, "rounded");
        }

        return to.IsSmallFloat() ? graph.ToSmallFloat(node, cast, to) : to.IsWideUnsigned() && cast != input ? graph.Declare(cast, to) : cast;
    }
}
