using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Parts of tensors, and tensors of parts.</summary>
internal static class SliceWords
{
    public static void Slice(Node node, ExportGraph graph)
    {
        var (record, output, layout) = (node.Record<Slice>(), node.Outputs[0], graph.LayoutOf(node));
        var rank = output.Shape.Rank;
        ReadOnlySpan<int> begins = record.Begin;
        var (begin, size) = (layout.Order(begins[..rank]), layout.Dimensions(output.Shape));
        graph.SetStored(output, Cut(
            graph, node.Inputs[0]!, graph.NameOf(output, layout), begin, [.. begin.Zip(size, (b, s) => b + s)], [.. Enumerable.Range(0, rank)], null, layout), layout);
    }

    public static void StridedSlice(Node node, ExportGraph graph)
    {
        var (record, input, output) = (node.Record<StridedSlice>(), node.Inputs[0]!, node.Outputs[0]);
        var rank = input.Shape.Rank;
        var (begin, end, step) = (new int[rank], new int[rank], new int[rank]);
        for (var axis = 0; axis < rank; axis++)
        {
            (begin[axis], step[axis]) = (record.Begin[axis], record.Stride[axis]);
            end[axis] = begin[axis] + (record.Count[axis] * step[axis]);

            // An end before the first element is written as one that is below 0 even after the dimension is added.
            end[axis] = end[axis] < 0 ? -input.Shape[axis] - 1 : end[axis];
        }

        var name = graph.NameOf(output);
        var cut = Cut(graph, input, $"{name}/cut", begin, end, [.. Enumerable.Range(0, rank)], step);
        graph.SetStored(output, MovementWords.Reshape(graph, cut, output));
    }

    /// <summary>Name of the elements from begin to before end of some axes.</summary>
    public static string Cut(
        ExportGraph graph, Value input, string name, int[] begin, int[] end, int[] axes, int[]? steps = null, ExportLayout layout = default)
    {
        string[] operands = [graph.Stored(input, layout), Longs(graph, $"{name}/begin", begin), Longs(graph, $"{name}/end", end), Longs(graph, $"{name}/axes", axes)];
        return graph.Emit("Slice", name, steps is null ? operands : [.. operands, Longs(graph, $"{name}/steps", steps)]);
    }

    public static void Concatenation(Node node, ExportGraph graph)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        var axis = ExportAttribute.Int("axis", layout.Axis(node.Record<Concatenation>().Axis, output.Shape.Rank));
        var name = graph.NameOf(output, layout);
        if (node.Inputs.TrueForAll(v => !EdgeRuntime.Model.Concatenation.NeedsRescale(v!.Info, output.Info)))
        {
            graph.SetStored(output, graph.Emit("Concat", name, [.. node.Inputs.Select(v => graph.Stored(v!, layout))], axis), layout);
            return;
        }

        graph.SetReal(output, graph.Emit("Concat", name, [.. node.Inputs.Select(v => graph.Real(v!, layout))], axis), layout);
    }

    public static void Pack(Node node, ExportGraph graph)
    {
        var (axis, output) = (node.Record<Pack>().Axis, node.Outputs[0]);
        var slice = output.Shape;
        slice[axis] = 1;
        graph.SetStored(output, graph.Emit(
            "Concat", graph.NameOf(output), [.. node.Inputs.Select(v => graph.Stored(MovementWords.Reshaped(graph, v!, slice)))], ExportAttribute.Int("axis", axis)));
    }

    public static void Split(Node node, ExportGraph graph)
    {
        var layout = graph.LayoutOf(node);
        var names = Cuts(node, graph, node.Record<Split>().Axis, [.. node.Outputs.Select(o => o.Shape[node.Record<Split>().Axis])], layout);
        foreach (var (output, name) in node.Outputs.Zip(names))
        {
            graph.SetStored(output, name, layout);
        }
    }

    public static void Unpack(Node node, ExportGraph graph)
    {
        var names = Cuts(node, graph, node.Record<Unpack>().Axis, [.. node.Outputs.Select(_ => 1)], ExportLayout.Own);
        foreach (var (output, name) in node.Outputs.Zip(names))
        {
            graph.SetStored(output, MovementWords.Reshape(graph, name, output));
        }
    }

    private static string[] Cuts(Node node, ExportGraph graph, int axis, int[] sizes, ExportLayout layout)
    {
        var input = node.Inputs[0]!;
        string[] names = [.. node.Outputs.Select(o => graph.File.Unique(graph.NameOf(o, layout)))];
        graph.File.Node(
            "Split", names[0], [graph.Stored(input, layout), Longs(graph, $"{names[0]}/sizes", sizes)], names,
            ExportAttribute.Int("axis", layout.Axis(axis, input.Shape.Rank)));
        return names;
    }

    private static string Longs(ExportGraph graph, string name, int[] numbers) =>
        graph.File.Constant(name, [numbers.Length], Array.ConvertAll(numbers, n => (long)n).AsSpan());
}
