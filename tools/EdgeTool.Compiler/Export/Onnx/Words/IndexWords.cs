using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Elements fetched from, or put to, places that are data themselves.</summary>
internal static class IndexWords
{
    public static void Gather(Node node, ExportGraph graph)
    {
        var record = node.Record<Gather>();
        if (record.BatchDims > 0)
        {
            throw new UnsupportedException("gathers along an axis behind batches", "use indices that are the same for the whole batch");
        }

        Emit(node, graph, "Gather", ExportAttribute.Int("axis", record.Axis));
    }

    public static void GatherElements(Node node, ExportGraph graph) =>
        Emit(node, graph, "GatherElements", ExportAttribute.Int("axis", node.Record<GatherElements>().Axis));

    public static void GatherNd(Node node, ExportGraph graph) =>
        Emit(node, graph, "GatherND", ExportAttribute.Int("batch_dims", node.Record<GatherNd>().BatchDims));

    public static void ScatterElements(Node node, ExportGraph graph)
    {
        var record = node.Record<ScatterElements>();
        Emit(node, graph, "ScatterElements", ExportAttribute.Int("axis", record.Axis), ExportAttribute.Text("reduction", WordOf(record.Reduction)));
    }

    public static void ScatterNd(Node node, ExportGraph graph) =>
        Emit(node, graph, "ScatterND", ExportAttribute.Text("reduction", WordOf(node.Record<ScatterNd>().Reduction)));

    private static void Emit(Node node, ExportGraph graph, string type, params ReadOnlySpan<WireWriter> attributes)
    {
        var output = node.Outputs[0];
        var inputs = node.Inputs.Select(v => v!.Type == ElementType.Int32 && v == node.Inputs[1] && type.EndsWith("ND", StringComparison.Ordinal)
            ? ConversionWords.CastTo(graph, graph.Stored(v), $"{graph.PlainName(v)}/int64", ElementType.Int64)
            : graph.Stored(v));
        graph.SetStored(output, graph.Emit(type, graph.NameOf(output), [.. inputs], attributes));
    }

    private static string WordOf(ScatterReduction reduction) => reduction switch
    {
        ScatterReduction.Add => "add",
        ScatterReduction.Multiply => "mul",
        ScatterReduction.Maximum => "max",
        ScatterReduction.Minimum => "min",
        _ => "none",
    };
}
