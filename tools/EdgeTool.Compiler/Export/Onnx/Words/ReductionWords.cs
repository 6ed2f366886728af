using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>One number made of many.</summary>
internal static class ReductionWords
{
    public static void Mean(Node node, ExportGraph graph)
    {
        const int ImageAxes = 0b0110;
        var (record, input, output) = (node.Record<Mean>(), node.Inputs[0]!, node.Outputs[0]);
        if (input.Shape.Rank != 4 || record.AxisMask != ImageAxes)
        {
            Reduced(node, graph, "ReduceMean", record.AxisMask, record.KeepDims);
            return;
        }

        var layout = ExportLayout.ChannelsFirst;
        var pooled = record.KeepDims == 1 ? output : MovementWords.Part(output, "pooled", new Shape(input.Shape[0], 1, 1, input.Shape[3]));
        graph.SetReal(pooled, graph.Emit("GlobalAveragePool", graph.NameOf(pooled, layout), [graph.Real(input, layout)]), layout);
        if (pooled != output)
        {
            graph.SetStored(output, MovementWords.Reshape(graph, graph.Stored(pooled, layout), output));
        }
    }

    public static void Reduce(Node node, ExportGraph graph)
    {
        var record = node.Record<Reduce>();
        Reduced(node, graph, $"Reduce{record.Function}", record.AxisMask, record.KeepDims);
    }

    public static void ArgMax(Node node, ExportGraph graph)
    {
        var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
        var (source, name) = (input.Type == ElementType.Int16 ? graph.Real(input) : graph.Stored(input), graph.NameOf(output));
        var isWide = output.Type == ElementType.Int64;
        var index = graph.Emit(
            "ArgMax", isWide ? name : $"{name}/int64", [source], ExportAttribute.Int("axis", node.Record<ArgMax>().Axis), ExportAttribute.Int("keepdims", 0));
        graph.SetStored(output, isWide ? index : ConversionWords.CastTo(graph, index, name, output.Type));
    }

    public static void CumSum(Node node, ExportGraph graph)
    {
        var (record, output) = (node.Record<CumSum>(), node.Outputs[0]);
        var name = graph.NameOf(output);
        graph.SetStored(output, graph.Emit(
            "CumSum", name, [graph.Stored(node.Inputs[0]!), graph.File.Constant($"{name}/axis", [], (long)record.Axis)],
            ExportAttribute.Int("exclusive", record.Exclusive), ExportAttribute.Int("reverse", record.Reverse)));
    }

    public static void TopK(Node node, ExportGraph graph)
    {
        var (record, input, values, indices) = (node.Record<TopK>(), node.Inputs[0]!, node.Outputs[0], node.Outputs[1]);
        string[] outputs = [graph.File.Unique(graph.NameOf(values)), graph.File.Unique(graph.NameOf(indices))];
        graph.File.Node(
            "TopK", outputs[0], [graph.Stored(input), graph.File.Constant($"{outputs[0]}/k", [1], (long)values.Shape[record.Axis])], outputs,
            ExportAttribute.Int("axis", record.Axis), ExportAttribute.Int("largest", record.Largest));
        graph.SetStored(values, outputs[0]);
        graph.SetStored(indices, outputs[1]);
    }

    public static void Normalize(Node node, ExportGraph graph)
    {
        var (record, input, output) = (node.Record<Normalize>(), node.Inputs[0]!, node.Outputs[0]);
        var (name, x) = (graph.NameOf(output), graph.Real(input));
        var axes = Axes(graph, name, record.AxisMask, input.Shape.Rank);
        if (record.Kind == Normalization.MeanVariance)
        {
            x = graph.Emit("Sub", $"{name}/centred", [x, graph.Emit("ReduceMean", $"{name}/mean", [x, axes])]);
        }

        var size = record.Kind switch
        {
            Normalization.L1 => graph.Emit("ReduceL1", $"{name}/size", [x, axes]),
            Normalization.L2 => graph.Emit("ReduceSumSquare", $"{name}/size", [x, axes]),
            _ => graph.Emit("ReduceMean", $"{name}/size", [graph.Emit("Mul", $"{name}/squares", [x, x]), axes]),
        };
        var shifted = graph.Emit("Add", $"{name}/shifted", [size, graph.File.Constant($"{name}/epsilon", [], record.Epsilon)]);
        var divisor = record.Kind == Normalization.L1 ? shifted : graph.Emit("Sqrt", $"{name}/root", [shifted]);
        graph.SetReal(output, graph.Emit("Div", name, [x, divisor]));
    }

    private static void Reduced(Node node, ExportGraph graph, string type, int axisMask, int keepDims)
    {
        var output = node.Outputs[0];
        var name = graph.NameOf(output);
        graph.SetReal(output, graph.Emit(
            type, name, [graph.Real(node.Inputs[0]!), Axes(graph, name, axisMask, node.Inputs[0]!.Shape.Rank)], ExportAttribute.Int("keepdims", keepDims),
            ExportAttribute.Int("noop_with_empty_axes", 1)));
    }

    private static string Axes(ExportGraph graph, string name, int mask, int rank)
    {
        long[] axes = [.. Enumerable.Range(0, rank).Where(i => (mask >> i & 1) != 0)];
        return graph.File.Constant($"{name}/axes", [axes.Length], axes.AsSpan());
    }
}
