using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>What is added to the products of attention, so that a query leaves out some keys: 0, and -infinity for those.</summary>
internal static class OnnxAttentionMask
{
    /// <summary>A mask of bool (true: take part) or of numbers to add, filled up where it is shorter than the keys.</summary>
    public static Value Given(OnnxNode node, OnnxGraphBuilder graph, Value mask, int total)
    {
        var bias = mask.Type == ElementType.Bool ? Where(node, graph, mask, "mask") : graph.Cast(node, mask, ElementType.Float32, "mask/real");
        var missing = total - bias.Shape[-1];
        if (missing <= 0)
        {
            return bias;
        }

        var after = default(PerAxis);
        after[bias.Shape.Rank - 1] = missing;
        var padding = OnnxGraphBuilder.Constant(node, "mask/outside", new Shape(1), float.NegativeInfinity);
        return graph.Add(node, "mask/padded", new PadV2 { After = after }, [bias, padding], bias.Type, bias.Shape.With(bias.Shape.Rank - 1, total));
    }

    /// <summary>(length, total): query i sees the keys up to past + i.</summary>
    public static Value Causal(OnnxNode node, OnnxGraphBuilder graph, int length, int total, int past)
    {
        graph.Charge((long)length * total, ElementType.Float32);
        var bias = new float[length * total];
        for (var i = 0; i < bias.Length; i++)
        {
            bias[i] = i % total > past + (i / total) ? float.NegativeInfinity : 0;
        }

        return OnnxGraphBuilder.Constant<float>(node, "causal", new Shape(length, total), bias);
    }

    /// <summary>
    /// (batch, 1, 1 or length, total): each example has as many keys as a count says, the rest pads. Where queries see no later keys, the last
    /// of them sees all that are counted.
    /// </summary>
    /// <param name="counts">(batch), int64.</param>
    public static Value Counted(OnnxNode node, OnnxGraphBuilder graph, Value counts, int length, int total, bool isCausal)
    {
        var rows = isCausal ? length : 1;
        graph.Charge((long)rows * total, ElementType.Int64);
        var needed = new long[rows * total];
        for (var i = 0; i < needed.Length; i++)
        {
            needed[i] = (i % total) + 1 + (isCausal ? length - 1 - (i / total) : 0);
        }

        var constant = OnnxGraphBuilder.Constant<long>(node, "counted/needed", new Shape(rows, total), needed);
        var own = graph.Reshape(node, graph.Cast(node, counts, ElementType.Int64, "counted/long"), new Shape(counts.Shape.ElementCount, 1, 1, 1), "counted/own");
        return Where(node, graph, graph.Binary(node, BinaryFunction.LessOrEqual, constant, own, "counted/inside"), "counted");
    }

    /// <summary>0 where the condition holds, the filter elsewhere.</summary>
    public static Value Where(OnnxNode node, OnnxGraphBuilder graph, Value condition, string part, float filter = float.NegativeInfinity) => graph.Add(
        node,
        part + "/bias",
        default(Where),
        [condition, OnnxConstant.Scalar(node, part + "/seen", 0, ElementType.Float32), OnnxConstant.Scalar(node, part + "/hidden", filter, ElementType.Float32)],
        ElementType.Float32,
        condition.Shape);

    /// <summary>The sum of those that are there.</summary>
    public static Value? Sum(OnnxNode node, OnnxGraphBuilder graph, params IEnumerable<Value?> parts)
    {
        Value? sum = null;
        foreach (var (i, part) in parts.OfType<Value>().Index())
        {
            sum = sum is null ? part : AddImporter.Apply(node, graph, sum, part, $"bias {i}");
        }

        return sum;
    }
}
