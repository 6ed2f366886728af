using System.Text;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Writes a graph as an ONNX file of opset 20, or 21 where integers have 16 bits. Quantized tensors stand as integers between QuantizeLinear and DequantizeLinear, with real
/// operators between them; weights as integers with their scales.
/// </summary>
public static class OnnxExporter
{
    /// <exception cref="UnsupportedModelException">Some nodes have no words in ONNX; it names every one.</exception>
    public static byte[] Export(Graph graph, OnnxExportOptions? options = null)
    {
        options ??= new OnnxExportOptions();
        var isWide = graph.Values().Any(v => v.Type == ElementType.Int16 && ExportGraph.IsQuantized(v));
        var (file, unsupported) = (isWide ? new OnnxFileWriter { Version = (21, 10) } : new OnnxFileWriter(), new List<UnsupportedNode>());
        var export = new ExportGraph(file, options);
        foreach (var value in graph.Inputs.Concat(graph.Outputs))
        {
            export.PlainName(value);
        }

        foreach (var input in graph.Inputs)
        {
            var layout = new ExportLayout(options.ChannelsFirstInputs && input.Shape.Rank == 4);
            var name = file.Unique(export.PlainName(input));
            file.Input(name, export.Quantization(input).Type, layout.Dimensions(input.Shape));
            export.SetStored(input, name, layout);
        }

        foreach (var (index, node) in graph.Nodes.Index())
        {
            Write(node, index, export, unsupported);
        }

        if (unsupported.Count > 0)
        {
            throw new UnsupportedModelException(unsupported);
        }

        foreach (var output in graph.Outputs)
        {
            Finish(output, export);
        }

        // Preprocessing, labels and provenance go with the weights, as in an .edge file; other tools leave metadata that they do not know alone.
        return file.ToBytes(
            graph.Contract.Name is { Length: > 0 } title ? title : "graph",
            ("edgetool", typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? ""),
            new Dictionary<string, string> { [OnnxImporter.ContractMetadata] = Encoding.UTF8.GetString(ContractJson.ToBytes(graph.Contract)) });
    }

    private static void Write(Node node, int index, ExportGraph export, List<UnsupportedNode> unsupported)
    {
        try
        {
            var word = OnnxWords.For(node.OpCode) ?? throw new UnsupportedException("has no words in ONNX", "write an .edge file");
            if (unsupported.Count == 0 || OnnxWords.For(node.OpCode) is null)
            {
                word(node, export);
            }
        }
        catch (UnsupportedException e)
        {
            unsupported.Add(new UnsupportedNode(index, $"{node.OpCode}", node.Name, e.Message, e.Remedy));
        }
    }

    /// <summary>The graph's output carries its value's name, in the graph's own layout.</summary>
    private static void Finish(Value output, ExportGraph export)
    {
        var (stored, name) = (export.Stored(output), export.PlainName(output));
        if (stored != name)
        {
            stored = export.Emit("Identity", name, [stored]);
        }

        export.File.Output(stored, export.Quantization(output).Type, output.Shape.Span);
    }
}
