using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Scaled dot-product attention over several heads, with a cache of keys and values. A limit on the products (softcap) stands before the mask,
/// as the specification says since it was corrected (https://github.com/onnx/onnx/pull/7867): behind it, masked keys would come back.
/// </summary>
internal sealed class AttentionImporter : IOnnxImporter
{
    public string OpType => "Attention";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var given = node.Require(0, "Q");
        var query = OnnxHeads.Split(node, graph, given, node.Int32("q_num_heads"), "Q");
        var key = OnnxHeads.Split(node, graph, node.Require(1, "K"), node.Int32("kv_num_heads"), "K");
        var value = OnnxHeads.Split(node, graph, node.Require(2, "V"), node.Int32("kv_num_heads"), "V");
        var past = node.Input(4)?.Shape[2] ?? 0;
        key = OnnxHeads.Behind(node, graph, node.Input(4), key, "present_key");
        value = OnnxHeads.Behind(node, graph, node.Input(5), value, "present_value");
        var softcap = node.Float("softcap");
        var bias = Bias(node, graph, query.Shape[2], key.Shape[2], past);
        var attention = new OnnxAttention(node, graph, query, key, node.Float("scale", 1 / MathF.Sqrt(query.Shape[3])), softcap, bias);
        var attended = attention.Of(value);
        graph.Output(node, 0, given.Shape.Rank == 3 ? OnnxHeads.Join(node, graph, attended) : attended);
        graph.Output(node, 1, key);
        graph.Output(node, 2, value);
        if (node.HasOutput(3))
        {
            graph.Output(node, 3, Between(node, attention, softcap > 0, bias is not null));
        }
    }

    private static Value? Bias(OnnxNode node, OnnxGraphBuilder graph, int length, int total, int past)
    {
        var (isCausal, counts) = (node.Flag("is_causal"), node.Input(6));
        var isCounted = counts is not null && node.Input(4) is null;
        return OnnxAttentionMask.Sum(
            node,
            graph,
            node.Input(3) is { } mask ? OnnxAttentionMask.Given(node, graph, mask, total) : null,
            isCausal && !isCounted ? OnnxAttentionMask.Causal(node, graph, length, total, past) : null,
            counts is not null ? OnnxAttentionMask.Counted(node, graph, counts, length, total, isCausal && isCounted) : null);
    }

    /// <summary>
    /// The products at the stage that qk_matmul_output_mode names. The correction exchanged the numbers 1 and 2, too, so that they say which
    /// stage is meant only where both editions mean the same, or where there is no limit, so that 1 is as it was published.
    /// </summary>
    private static Value Between(OnnxNode node, OnnxAttention attention, bool isCapped, bool isBiased) => node.Int("qk_matmul_output_mode") switch
    {
        0 => attention.Products,
        1 when !isCapped => attention.Biased,
        2 when !isCapped || !isBiased => attention.Biased,
        3 => attention.Weights,
        var mode => throw new UnsupportedException(
            $"gives its products at stage {mode} beside softcap, which editions of the specification number differently", "leave that output out, or take stage 0 or 3"),
    };
}
