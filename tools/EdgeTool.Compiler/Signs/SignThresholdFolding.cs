using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Takes sums and products with one number out of the way of a sign: what follows is compared with another threshold instead, the least float32
/// that reaches the old one through the very single-precision arithmetic that leaves, so that every sign stays. Quantized, a value such as
/// 2 x - 1 would have to be exact next to its zero, which a range of many steps cannot give.
/// </summary>
internal sealed class SignThresholdFolding : IRewrite
{
    public bool Apply(Graph graph)
    {
        var changed = false;
        while (FoldOne(graph))
        {
            changed = true;
        }

        return changed;
    }

    private static bool FoldOne(Graph graph)
    {
        var uses = new ValueUses(graph);
        foreach (var sign in SignValue.In(graph).Values)
        {
            if (uses.IsPrivate(sign.Source) && graph.Nodes.Find(n => n.Outputs.Contains(sign.Source)) is { } writer
                && Rising(writer) is var (source, function) && LeastReaching(function, sign.Threshold) is { } threshold)
            {
                var old = sign.Compare.Inputs[1]!;
                (sign.Compare.Inputs[0], sign.Compare.Inputs[1]) = (source, Value.Of<float>($"{old.Name}/of/{source.Name}", old.Shape, [threshold]));
                graph.Nodes.Remove(writer);
                return true;
            }
        }

        return false;
    }

    /// <summary>What a node computes of each element, where a larger element never gives a smaller number; null where it is something else.</summary>
    private static (Value Source, Func<float, float> Function)? Rising(Node node) => node.OpCode switch
    {
        OpCode.Add when node.Record<Add>().Activation == Activation.None => WithNumber(node, either: true) is var (x, c) ? (x, e => e + c) : null,
        OpCode.Sub when node.Record<Sub>().Activation == Activation.None => WithNumber(node, either: false) is var (x, c) ? (x, e => e - c) : null,
        OpCode.Mul when node.Record<Mul>().Activation == Activation.None => WithNumber(node, either: true) is var (x, c) and (_, > 0) ? (x, e => e * c) : null,
        _ => null,
    };

    /// <summary>Elements and the finite number that stands behind them, or, where either order is the same, before them.</summary>
    private static (Value Source, float Number)? WithNumber(Node node, bool either)
    {
        if (node.Inputs is not [{ Type: ElementType.Float32 } left, { Type: ElementType.Float32 } right])
        {
            return null;
        }

        var (source, number) = either && left.IsConstant ? (right, left) : (left, right);
        return !source.IsConstant && number is { IsConstant: true, Shape.ElementCount: 1 } && source.Shape == node.Outputs[0].Shape
            && float.IsFinite(number.ConstantAs<float>()[0]) ? (source, number.ConstantAs<float>()[0]) : null;
    }

    /// <summary>By bisection of all float32 in their order; null where it would be no finite number.</summary>
    internal static float? LeastReaching(Func<float, float> rising, float threshold)
    {
        var (low, high) = (-(long)Order(float.PositiveInfinity), (long)Order(float.PositiveInfinity));
        while (low < high)
        {
            var middle = low + ((high - low) >> 1);
            if (rising(At((int)middle)) >= threshold)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return float.IsFinite(At((int)low)) ? At((int)low) : null;
    }

    /// <summary>Place of a number that is not below 0 among all; the negative ones lie mirrored below.</summary>
    private static int Order(float number) => BitConverter.SingleToInt32Bits(number);

    private static float At(int place) => place >= 0 ? BitConverter.Int32BitsToSingle(place) : -BitConverter.Int32BitsToSingle(-place);
}
