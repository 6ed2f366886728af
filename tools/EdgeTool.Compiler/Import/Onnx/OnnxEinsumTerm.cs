using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A tensor in Einstein's notation: a label for each axis.</summary>
/// <param name="Value">The tensor.</param>
/// <param name="Labels">As many as it has axes.</param>
internal sealed record OnnxEinsumTerm(Value Value, int[] Labels)
{
    public int Size(int label) => Value.Shape[Array.IndexOf(Labels, label)];

    /// <summary>Every label once: of equal ones the diagonal.</summary>
    public OnnxEinsumTerm Diagonal(OnnxNode node, OnnxGraphBuilder graph)
    {
        var term = this;
        while (term.Labels.GroupBy(l => l).FirstOrDefault(g => g.Count() > 1) is { } equal)
        {
            var label = equal.Key;
            int[] pair = [Array.IndexOf(term.Labels, label), Array.LastIndexOf(term.Labels, label)];
            int[] rest = [.. Enumerable.Range(0, term.Labels.Length).Except(pair)];
            var size = term.Value.Shape[pair[0]];
            if (size != term.Value.Shape[pair[1]])
            {
                throw new UnsupportedException($"takes the diagonal of {term.Value.Shape}", "give one label only to axes of one size");
            }

            // Behind each other in one axis, elements of the diagonal are size + 1 apart.
            var last = Moved(node, graph, term.Value, [.. rest, .. pair], "diagonal/last");
            var flat = graph.Reshape(node, last, new Shape([.. last.Shape.Span[..^2], size * size]), "diagonal/flat");
            var (record, shape) = (default(StridedSlice), flat.Shape.With(flat.Shape.Rank - 1, size));
            for (var axis = 0; axis < shape.Rank; axis++)
            {
                (record.Count[axis], record.Stride[axis]) = (shape[axis], 1);
            }

            record.Stride[shape.Rank - 1] = size + 1;
            term = new OnnxEinsumTerm(OnnxSlices.Add(graph, node, "diagonal", record, [flat], shape), [.. rest.Select(i => term.Labels[i]), label]);
        }

        return term;
    }

    /// <summary>Summed over the axes whose labels are not kept.</summary>
    public OnnxEinsumTerm Keeping(OnnxNode node, OnnxGraphBuilder graph, Func<int, bool> isKept)
    {
        var mask = OnnxAxes.Of(Enumerable.Range(0, Labels.Length).Where(i => !isKept(Labels[i])), Labels.Length);
        return mask == 0 ? this
            : new OnnxEinsumTerm(graph.Reduce(node, ReduceFunction.Sum, Value, mask, keepDims: false, "sum"), [.. Labels.Where(isKept)]);
    }

    /// <summary>Without the axes of size 1 whose labels the other has with another size: they broadcast.</summary>
    public OnnxEinsumTerm Without(OnnxNode node, OnnxGraphBuilder graph, OnnxEinsumTerm other)
    {
        bool Broadcasts(int label) => Size(label) == 1 && other.Labels.Contains(label) && other.Size(label) != 1;
        int[] kept = [.. Labels.Where(l => !Broadcasts(l))];
        return kept.Length == Labels.Length ? this
            : new OnnxEinsumTerm(graph.Reshape(node, Value, new Shape([.. kept.Select(Size)]), "squeezed"), kept);
    }

    /// <summary>The tensor with its axes in the order of these labels.</summary>
    public Value In(OnnxNode node, OnnxGraphBuilder graph, int[] labels, string part) =>
        Moved(node, graph, Value, [.. labels.Select(l => Array.IndexOf(Labels, l))], part);

    private static Value Moved(OnnxNode node, OnnxGraphBuilder graph, Value value, int[] order, string part) =>
        order.Index().All(i => i.Index == i.Item) ? value : graph.Transpose(node, value, order, part);
}
