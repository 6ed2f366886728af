using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Elements that only change place or shape are moved as stored.</summary>
internal static class MovementWords
{
    public static void Reshape(Node node, ExportGraph graph) =>
        graph.SetStored(node.Outputs[0], Reshape(graph, graph.Stored(node.Inputs[0]!), node.Outputs[0]));

    public static void Transpose(Node node, ExportGraph graph)
    {
        var (record, output) = (node.Record<Transpose>(), node.Outputs[0]);
        ReadOnlySpan<int> permutation = record.Permutation;
        graph.SetStored(output, graph.Emit(
            "Transpose", graph.NameOf(output), [graph.Stored(node.Inputs[0]!)], ExportAttribute.Ints("perm", permutation[..output.Shape.Rank])));
    }

    public static void Expand(Node node, ExportGraph graph)
    {
        var output = node.Outputs[0];
        var name = graph.NameOf(output);
        graph.SetStored(output, graph.Emit("Expand", name, [graph.Stored(node.Inputs[0]!), Dimensions(graph, name, output.Shape)]));
    }

    /// <summary>Shape to batch: pad, split both axes of the image into blocks, and bring the places within blocks to the front.</summary>
    public static void SpaceToBatch(Node node, ExportGraph graph)
    {
        var (record, input, output) = (node.Record<SpaceToBatchNd>(), node.Inputs[0]!, node.Outputs[0]);
        var (batch, h, w, c) = Image(input.Shape);
        var (high, wide) = (h + record.PadTop + record.PadBottom, w + record.PadLeft + record.PadRight);
        var image = Reshaped(graph, input, new Shape(batch, h, w, c));
        var padded = PaddingWords.Padded(
            graph, image, Part(output, "padded", new Shape(batch, high, wide, c)), [0, record.PadTop, record.PadLeft, 0], [0, record.PadBottom, record.PadRight, 0]);
        var blocks = Reshaped(graph, padded, new Shape(batch, high / record.BlockH, record.BlockH, wide / record.BlockW, record.BlockW, c));
        graph.SetStored(output, Reshape(graph, Permuted(graph, blocks, [2, 4, 0, 1, 3, 5]), output));
    }

    /// <summary>The way back: batch to places within blocks, then crop.</summary>
    public static void BatchToSpace(Node node, ExportGraph graph)
    {
        var (record, input, output) = (node.Record<BatchToSpaceNd>(), node.Inputs[0]!, node.Outputs[0]);
        var (batches, h, w, c) = Image(input.Shape);
        var batch = batches / (record.BlockH * record.BlockW);
        var blocks = Reshaped(graph, input, new Shape(record.BlockH, record.BlockW, batch, h, w, c));
        var whole = Part(output, "uncropped", new Shape(batch, h * record.BlockH, w * record.BlockW, c));
        graph.SetStored(whole, Reshape(graph, Permuted(graph, blocks, [2, 3, 0, 4, 1, 5]), whole));
        var (_, outH, outW, _) = Image(output.Shape);
        var cropped = SliceWords.Cut(
            graph, whole, $"{graph.NameOf(output)}/cropped", [record.CropTop, record.CropLeft], [record.CropTop + outH, record.CropLeft + outW], [1, 2]);
        graph.SetStored(output, Reshape(graph, cropped, output));
    }

    /// <summary>The same elements under another shape, as a value of its own.</summary>
    public static Value Reshaped(ExportGraph graph, Value value, Shape shape)
    {
        if (value.Shape == shape)
        {
            return value;
        }

        var reshaped = Part(value, "reshaped", shape);
        graph.SetStored(reshaped, Reshape(graph, graph.Stored(value), reshaped));
        return reshaped;
    }

    /// <summary>Name of the elements of a tensor under the shape, and with the name, of a value.</summary>
    public static string Reshape(ExportGraph graph, string source, Value target)
    {
        var name = graph.PlainName(target);
        return graph.Emit("Reshape", name, [source, Dimensions(graph, name, target.Shape)]);
    }

    /// <summary>A value between the operators that one node becomes, quantized as <paramref name="like"/>.</summary>
    public static Value Part(Value like, string part, Shape shape) => new()
    {
        Name = $"{like.Name}/{part}",
        Type = like.Type,
        Shape = shape,
        Scales = like.Scales,
        ZeroPoint = like.ZeroPoint,
    };

    private static string Permuted(ExportGraph graph, Value value, ReadOnlySpan<int> permutation) =>
        graph.Emit("Transpose", $"{graph.PlainName(value)}/permuted", [graph.Stored(value)], ExportAttribute.Ints("perm", permutation));

    private static (int Batch, int H, int W, int C) Image(Shape shape) =>
        shape.Rank == 4 ? (shape[0], shape[1], shape[2], shape[3]) : (shape[0], shape[1], 1, shape[2]);

    private static string Dimensions(ExportGraph graph, string name, Shape shape) =>
        graph.File.Constant($"{name}/shape", [shape.Rank], Array.ConvertAll(shape.Span.ToArray(), d => (long)d).AsSpan());
}
