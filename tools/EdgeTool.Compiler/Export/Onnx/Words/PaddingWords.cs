using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Elements around a tensor: in the layout that it already has.</summary>
internal static class PaddingWords
{
    public static void Pad(Node node, ExportGraph graph)
    {
        var (record, rank) = (node.Record<Pad>(), node.Inputs[0]!.Shape.Rank);
        ReadOnlySpan<int> before = record.Before, after = record.After;
        Padded(graph, node.Inputs[0]!, node.Outputs[0], before[..rank], after[..rank], layout: graph.LayoutOf(node));
    }

    public static void PadV2(Node node, ExportGraph graph)
    {
        var (record, rank) = (node.Record<PadV2>(), node.Inputs[0]!.Shape.Rank);
        ReadOnlySpan<int> before = record.Before, after = record.After;
        var value = graph.Stored(MovementWords.Reshaped(graph, node.Inputs[1]!, new Shape()));
        Padded(graph, node.Inputs[0]!, node.Outputs[0], before[..rank], after[..rank], value, graph.LayoutOf(node));
    }

    /// <summary>Writes the padded tensor and returns it.</summary>
    /// <param name="graph">Written to.</param>
    /// <param name="input">What is surrounded.</param>
    /// <param name="output">What it becomes, of the same quantization.</param>
    /// <param name="before">Elements before each axis.</param>
    /// <param name="after">Elements behind each axis.</param>
    /// <param name="value">Name of the element around it; null for the real 0.</param>
    /// <param name="layout">Of both.</param>
    public static Value Padded(
        ExportGraph graph, Value input, Value output, ReadOnlySpan<int> before, ReadOnlySpan<int> after, string? value = null, ExportLayout layout = default)
    {
        var name = graph.NameOf(output, layout);
        long[] pads = [.. layout.Order(before), .. layout.Order(after)];
        var amounts = graph.File.Constant($"{name}/pads", [pads.Length], pads.AsSpan());

        // ONNX Runtime pads no 16-bit integers.
        if (output.Type == ElementType.Int16)
        {
            graph.SetReal(output, graph.Emit("Pad", name, [graph.Real(input, layout), amounts]), layout);
            return output;
        }

        var (type, _, zeroPoint) = graph.Quantization(output);
        value ??= graph.File.Constant($"{name}/value", type, [], Zero(type, zeroPoint));
        graph.SetStored(output, graph.Emit("Pad", name, [graph.Stored(input, layout), amounts, value]), layout);
        return output;
    }

    /// <summary>The integer that means 0 in one byte; 0 in wider types.</summary>
    private static byte[] Zero(ElementType type, int zeroPoint) =>
        type.SizeBytes() == 1 ? [(byte)zeroPoint] : new byte[type.SizeBytes()];
}
