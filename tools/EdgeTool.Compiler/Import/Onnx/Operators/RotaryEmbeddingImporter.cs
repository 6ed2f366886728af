using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Rotary position embedding of queries or keys, (batch, heads, length, size) or (batch, length, heads * size).</summary>
/// <param name="domain">The standard domain, or ONNX Runtime's, which had it first with another order of inputs.</param>
internal sealed class RotaryEmbeddingImporter(string domain) : IOnnxImporter
{
    public string OpType => "RotaryEmbedding";

    public string Domain => domain;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var isStandard = domain.Length == 0;
        var (input, positions) = (node.Require(0, "input"), node.Input(isStandard ? 3 : 1));
        var (cos, sin) = (node.Require(isStandard ? 1 : 2, "cos_cache"), node.Require(isStandard ? 2 : 3, "sin_cache"));
        if (node.Flag("is_packed_batching") || node.Float("scale", 1) != 1)
        {
            throw new UnsupportedException("packs batches or scales positions", "leave is_packed_batching and scale at their defaults");
        }

        var isFlat = input.Shape.Rank == 3;
        var heads = isFlat ? graph.Reshape(node, input, Heads(node, input.Shape, cos.Shape[-1]), "heads") : input;
        var length = heads.Shape[isFlat ? 1 : 2];
        var result = OnnxRotation.Turn(node, graph, heads, At(cos, "cos"), At(sin, "sin"), node.Flag("interleaved"));
        graph.Output(node, 0, graph.Reshape(node, result, input.Shape, "restored"));

        // (batch, length, pairs) with a 1 in the place of the heads.
        Value At(Value cache, string part)
        {
            var rows = positions is null ? cache : Rows(node, graph, cache, positions, length, part);
            var (batch, pairs) = (rows.Shape.Rank == 3 ? rows.Shape[0] : 1, rows.Shape[-1]);
            return graph.Reshape(node, rows, isFlat ? new Shape(batch, length, 1, pairs) : new Shape(batch, 1, length, pairs), part + "/heads");
        }
    }

    /// <summary>(batch, length, heads, size); without num_heads every channel of a head is turned.</summary>
    private static Shape Heads(OnnxNode node, Shape shape, int pairs)
    {
        var count = node.Int32("num_heads") is var stated and > 0 ? stated : shape[2] / (2 * pairs);
        return count > 0 && shape[2] % count == 0
            ? new Shape(shape[0], shape[1], count, shape[2] / count)
            : throw new UnsupportedException($"has {count} heads in {shape}", "state num_heads that divides the last axis");
    }

    /// <summary>Rows of the cache at the positions, which are (batch, length), or one number: that of the first.</summary>
    private static Value Rows(OnnxNode node, OnnxGraphBuilder graph, Value cache, Value positions, int length, string part)
    {
        if (positions.Shape.Rank < 2)
        {
            var steps = OnnxGraphBuilder.Constant<long>(node, part + "/steps", new Shape(1, length), [.. Enumerable.Range(0, length).Select(i => (long)i)]);
            var first = graph.Reshape(node, graph.Cast(node, positions, ElementType.Int64, part + "/long"), new Shape(1, 1), part + "/first");
            positions = AddImporter.Apply(node, graph, steps, first, part + "/positions");
        }

        var shape = new Shape(positions.Shape[0], positions.Shape[1], cache.Shape[1]);
        return graph.Add(node, part + "/rows", default(Gather), [cache, positions], cache.Type, shape);
    }
}
