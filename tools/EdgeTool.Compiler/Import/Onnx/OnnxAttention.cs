using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Scaled dot-product attention (A. Vaswani et al., "Attention Is All You Need", 2017), softmax(cap(q k^T scale) + bias) v, in its steps. Where
/// several query heads share a key head (J. Ainslie et al., "GQA", 2023), their rows are multiplied as those of one head, and nothing is repeated.
/// </summary>
internal sealed class OnnxAttention
{
    private readonly OnnxNode _node;
    private readonly OnnxGraphBuilder _graph;

    /// <param name="node">The operator.</param>
    /// <param name="graph">Receives the steps.</param>
    /// <param name="query">(batch, heads, length, size).</param>
    /// <param name="key">(batch, key heads, total, size); key heads divide heads.</param>
    /// <param name="scale">Factor of the products.</param>
    /// <param name="softcap">Limit that the products approach through tanh; 0 for none.</param>
    /// <param name="bias">Added to the products, broadcast to (batch, heads, length, total); null for none.</param>
    public OnnxAttention(OnnxNode node, OnnxGraphBuilder graph, Value query, Value key, float scale, float softcap, Value? bias)
    {
        (_node, _graph) = (node, graph);
        if (key.Shape.Rank != 4 || key.Shape[1] == 0 || query.Shape[1] % key.Shape[1] != 0 || key.Shape[3] != query.Shape[3])
        {
            throw new UnsupportedException($"compares queries of {query.Shape} with keys of {key.Shape}", "use heads of one size, and a number of query heads that the key heads divide");
        }

        var scaled = MulImporter.Apply(node, graph, query, OnnxConstant.Scalar(node, "scale", scale, query.Type), "query/scaled");
        Products = Shared(scaled, key, isTransposed: true, "products");
        Capped = softcap > 0 ? Cap(softcap) : Products;
        Biased = bias is null ? Capped : AddImporter.Apply(node, graph, Capped, bias, "biased");
        Weights = graph.Add(node, "weights", new Softmax { Beta = 1 }, [Biased], Biased.Type, Biased.Shape);
    }

    /// <summary>Scaled products of queries and keys, (batch, heads, length, total), as all that follow.</summary>
    public Value Products { get; }

    public Value Capped { get; }

    public Value Biased { get; }

    /// <summary>Of each query, how much of every key's value: rows that sum to 1.</summary>
    public Value Weights { get; }

    /// <summary>Values weighted and summed: (batch, heads, length, value size).</summary>
    /// <param name="value">(batch, key heads, total, value size).</param>
    public Value Of(Value value) => Shared(Weights, value, isTransposed: false, "attended");

    private Value Cap(float softcap)
    {
        var share = MulImporter.Apply(_node, _graph, Products, OnnxConstant.Scalar(_node, "softcap/inverse", 1.0 / softcap, Products.Type), "share");
        var tanh = _graph.Add(_node, "tanh", default(Tanh), [share], share.Type, share.Shape);
        return MulImporter.Apply(_node, _graph, tanh, OnnxConstant.Scalar(_node, "softcap", softcap, Products.Type), "capped");
    }

    /// <summary>Product with what several heads share: (batch, heads, rows, depth) by (batch, shared heads, ...).</summary>
    private Value Shared(Value left, Value right, bool isTransposed, string part)
    {
        var (shape, heads) = (left.Shape, right.Shape[1]);
        var rows = _graph.Reshape(_node, left, new Shape(shape[0], heads, shape[1] / heads * shape[2], shape[3]), part + "/rows");
        var columns = isTransposed ? right.Shape[2] : right.Shape[3];
        var record = new BatchMatMul { RightTransposed = isTransposed ? 1 : 0 };
        var product = _graph.Add(_node, part, record, [rows, right], left.Type, rows.Shape.With(3, columns));
        return _graph.Reshape(_node, product, shape.With(3, columns), part + "/heads");
    }
}
