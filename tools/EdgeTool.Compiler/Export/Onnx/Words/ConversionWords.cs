using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Between element types and quantizations.</summary>
internal static class ConversionWords
{
    /// <summary>Reals, or integers of another quantization, become integers.</summary>
    public static void Quantize(Node node, ExportGraph graph)
    {
        var (input, output, layout) = (node.Inputs[0]!, node.Outputs[0], graph.LayoutOf(node));
        if (ExportGraph.IsQuantized(input) && graph.Quantization(input) == graph.Quantization(output))
        {
            graph.SetStored(output, graph.Stored(input, layout), layout);
            return;
        }

        graph.SetReal(output, graph.Real(input, layout), layout);
    }

    public static void Dequantize(Node node, ExportGraph graph)
    {
        var layout = graph.LayoutOf(node);
        graph.SetStored(node.Outputs[0], graph.Real(node.Inputs[0]!, layout), layout);
    }

    public static void Cast(Node node, ExportGraph graph)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        graph.SetStored(output, CastTo(graph, graph.Stored(node.Inputs[0]!, layout), graph.NameOf(output, layout), output.Type), layout);
    }

    /// <summary>output[i] = table[input[i] as an unsigned byte]; a table that only says the same in the other 8-bit type is a change of that.</summary>
    public static void Lookup(Node node, ExportGraph graph)
    {
        if (IsShift(node))
        {
            Quantize(node, graph);
            return;
        }

        var (input, table, output, layout) = (node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0], graph.LayoutOf(node));
        var name = graph.NameOf(output, layout);
        var index = CastTo(graph, graph.Stored(input, layout), $"{name}/index", ElementType.Int32);
        var entries = table.Constant!.ToArray();
        if (input.Type == ElementType.Int8)
        {
            // Entry 0 becomes that of the lowest integer: 0 where the file's integers are unsigned, else -128.
            entries = [.. entries[128..], .. entries[..128]];
            index = graph.Quantization(input).Type == ElementType.UInt8
                ? index
                : graph.Emit("Add", $"{name}/place", [index, graph.File.Constant($"{name}/lowest", [], 128)]);
        }

        var stored = new Value { Name = $"{output.Name}/table", Type = output.Type, Shape = table.Shape, Scales = output.Scales, ZeroPoint = output.ZeroPoint, Constant = entries };
        graph.SetStored(output, graph.Emit("Gather", name, [graph.Stored(stored), index]), layout);
    }

    private static bool IsShift(Node node)
    {
        var (input, table, output) = (node.Inputs[0]!, node.Inputs[1]!.Constant!, node.Outputs[0]);
        return input.Type != output.Type && ExportGraph.IsQuantized(input) && input.Scales.AsSpan().SequenceEqual(output.Scales)
            && input.ZeroPoint - output.ZeroPoint == (input.Type == ElementType.UInt8 ? 128 : -128) && table.Index().All(e => e.Item == (byte)(e.Index ^ 0x80));
    }

    /// <summary>Name of the elements as another type.</summary>
    public static string CastTo(ExportGraph graph, string source, string name, ElementType type) =>
        graph.Emit("Cast", name, [source], ExportAttribute.Int("to", (long)type.ToOnnx()));
}
