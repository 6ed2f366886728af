using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Attention as ONNX Runtime's optimizer writes it: a bias on query, key and value, padding of keys, an additive bias, a cache.</summary>
internal sealed class MultiHeadAttentionImporter : IOnnxImporter
{
    public string OpType => "MultiHeadAttention";

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (given, heads) = (node.Require(0, "query"), node.Int32("num_heads"));
        if (given.Shape.Rank != 3 || node.Input(1) is not { Shape.Rank: 3 or 4 } keys || node.Input(2) is not { Shape.Rank: 3 or 4 } values)
        {
            throw new UnsupportedException("has query, key and value packed into fewer tensors", "give three, of shape (batch, length, heads * size)");
        }

        var (width, bias) = (given.Shape[2], node.Input(3));
        var query = Head(node, graph, given, bias, 0, heads, "query");
        var key = Head(node, graph, keys, bias, width, heads, "key");
        var value = Head(node, graph, values, bias, 2 * width, heads, "value");
        var past = node.Input(6)?.Shape[2] ?? 0;
        key = OnnxHeads.Behind(node, graph, node.Input(6), key, "present_key");
        value = OnnxHeads.Behind(node, graph, node.Input(7), value, "present_value");
        var sum = OnnxAttentionMask.Sum(
            node,
            graph,
            node.Input(5),
            node.Input(4) is { } mask ? Padding(node, graph, mask, key.Shape[2]) : null,
            node.Flag("unidirectional") ? OnnxAttentionMask.Causal(node, graph, query.Shape[2], key.Shape[2], past) : null);
        var scale = node.Float("scale") is var own and not 0 ? own : 1 / MathF.Sqrt(query.Shape[3]);
        var attention = new OnnxAttention(node, graph, query, key, scale, softcap: 0, sum);
        graph.Output(node, 0, OnnxHeads.Join(node, graph, attention.Of(value)));
        graph.Output(node, 1, key);
        graph.Output(node, 2, value);
    }

    /// <summary>One of the three, with its part of the bias, if that is (width + width + value width), where it comes as (batch, length, width).</summary>
    private static Value Head(OnnxNode node, OnnxGraphBuilder graph, Value value, Value? bias, int begin, int heads, string part)
    {
        var shifted = bias is null || value.Shape.Rank == 4 ? value
            : AddImporter.Apply(node, graph, value, graph.Part(node, bias, 0, begin, value.Shape[2], part + "/bias"), part + "/shifted");
        return OnnxHeads.Split(node, graph, shifted, heads, part);
    }

    /// <summary>(batch, 1, 1, total) of a mask (batch, total): 1 for keys, 0 for padding.</summary>
    private static Value Padding(OnnxNode node, OnnxGraphBuilder graph, Value mask, int total)
    {
        if (mask.Shape.Rank != 2 || mask.Shape[1] != total)
        {
            throw new UnsupportedException($"has a key_padding_mask of shape {mask.Shape}", "give (batch, total length), or an attention_bias");
        }

        var isKey = graph.Reshape(node, graph.Cast(node, mask, ElementType.Bool, "padding/isKey"), new Shape(mask.Shape[0], 1, 1, total), "padding/keys");
        return OnnxAttentionMask.Where(node, graph, isKey, "padding", node.Float("mask_filter_value", -10000));
    }
}
