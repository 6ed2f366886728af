using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Products and sums in Einstein's notation: two tensors after the other, each pair as one product of matrices, what only one of them has
/// summed before.
/// </summary>
internal sealed class EinsumImporter : IOnnxImporter
{
    public string OpType => "Einsum";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        Value[] inputs = [.. Enumerable.Range(0, node.Inputs.Count).Select(i => node.Require(i, "input"))];
        var equation = OnnxEinsumEquation.Parse(node.Text("equation"), [.. inputs.Select(v => v.Shape.Rank)]);
        OnnxEinsumTerm[] terms = [.. inputs.Select((value, i) => new OnnxEinsumTerm(value, equation.Inputs[i]).Diagonal(node, graph))];
        var result = terms[0];
        for (var i = 1; i < terms.Length; i++)
        {
            var later = terms[(i + 1)..].SelectMany(t => t.Labels).Concat(equation.Output).ToHashSet();
            result = Product(node, graph, result.Without(node, graph, terms[i]), terms[i].Without(node, graph, result), later);
        }

        var summed = result.Keeping(node, graph, equation.Output.Contains);
        graph.Output(node, 0, summed.In(node, graph, equation.Output, "ordered"));
    }

    /// <summary>Labels of both that stay count batches, those that go are summed over; the rest are rows and columns.</summary>
    private static OnnxEinsumTerm Product(OnnxNode node, OnnxGraphBuilder graph, OnnxEinsumTerm a, OnnxEinsumTerm b, HashSet<int> kept)
    {
        a = a.Keeping(node, graph, l => kept.Contains(l) || b.Labels.Contains(l));
        b = b.Keeping(node, graph, l => kept.Contains(l) || a.Labels.Contains(l));
        if (a.Value.IsConstant && !b.Value.IsConstant)
        {
            // Weights stand on the right, where they are packed.
            (a, b) = (b, a);
        }

        int[] both = [.. a.Labels.Intersect(b.Labels)], batch = [.. both.Where(kept.Contains)], summed = [.. both.Except(batch)];
        int[] rows = [.. a.Labels.Except(both)], columns = [.. b.Labels.Except(both)];
        if (both.FirstOrDefault(l => a.Size(l) != b.Size(l)) is var other and not 0)
        {
            throw new UnsupportedException($"gives one label to sizes {a.Size(other)} and {b.Size(other)}", "give it to axes of one size");
        }

        var (left, right) = (a.In(node, graph, [.. batch, .. rows, .. summed], "left"), b.In(node, graph, [.. batch, .. summed, .. columns], "right"));
        var (count, m, k, n) = (Count(a, batch), Count(a, rows), Count(a, summed), Count(b, columns));
        var (leftShape, rightShape) = batch.Length == 0 ? (new Shape(m, k), new Shape(k, n)) : (new Shape(count, m, k), new Shape(count, k, n));
        (left, right) = (graph.Reshape(node, left, leftShape, "left/matrix"), graph.Reshape(node, right, rightShape, "right/matrix"));
        var product = summed.Length == 0
            ? MulImporter.Apply(node, graph, left, right, "outer")
            : MatMulImporter.Product(node, graph, left, right);
        var shape = new Shape([.. batch.Concat(rows).Select(a.Size), .. columns.Select(b.Size)]);
        return new OnnxEinsumTerm(graph.Reshape(node, product, shape, "product/axes"), [.. batch, .. rows, .. columns]);
    }

    private static int Count(OnnxEinsumTerm term, int[] labels) => labels.Aggregate(1, (product, label) => checked(product * term.Size(label)));
}
