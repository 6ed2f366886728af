namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// The border: bytes of an .onnx file to an <see cref="OnnxModel"/>. Messages are read by the field numbers of the published
/// onnx.proto3, in place and with a budget, because objects made for every message of a hostile file are many times its size.
/// </summary>
public static class OnnxReader
{
    /// <exception cref="ImportException">The bytes are no well-formed ONNX model.</exception>
    public static OnnxModel Read(byte[] bytes, string folder = "")
    {
        var budget = new OnnxBudget();
        var opsets = new Dictionary<string, int>();
        var metadata = new Dictionary<string, string>();
        OnnxGraph? graph = null;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 7:
                    graph = graph is null
                        ? OnnxGraphReader.Read(reader.Message, budget, 0)
                        : throw new ImportException("The file has two graphs. Export the model again.");
                    break;
                case 8:
                    var (domain, version) = Opset(reader.Message);
                    budget.Charge();
                    opsets[domain] = version;
                    break;
                case 14:
                    var (key, value) = Entry(reader.Message);
                    budget.Charge();
                    metadata[key] = value;
                    break;
            }
        }

        if (graph is null)
        {
            throw new ImportException(
                $"The file ({bytes.Length} bytes) is no ONNX model: it has no graph. Check that the download is complete, or export it again.");
        }

        return new OnnxModel { Opsets = opsets, Graph = graph, SizeBytes = bytes.Length, Metadata = metadata, Folder = folder };
    }

    /// <summary>A TensorProto by itself, as data sets of test suites store it.</summary>
    /// <exception cref="ImportException">The bytes are no well-formed tensor.</exception>
    public static OnnxTensor ReadTensor(byte[] bytes) => OnnxTensorReader.Read(bytes, new OnnxBudget());

    /// <summary>"ai.onnx" is the long name of the standard domain.</summary>
    internal static string DomainOf(string name) => name == "ai.onnx" ? "" : name;

    /// <summary>StringStringEntryProto.</summary>
    internal static (string Key, string Value) Entry(WireReader reader)
    {
        var (key, value) = ("", "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    key = reader.Text;
                    break;
                case 2:
                    value = reader.Text;
                    break;
            }
        }

        return (key, value);
    }

    private static (string Domain, int Version) Opset(WireReader reader)
    {
        var (domain, version) = ("", 0L);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    domain = DomainOf(reader.Text);
                    break;
                case 2:
                    version = reader.Int64;
                    break;
            }
        }

        return (domain, (int)Math.Clamp(version, 0, int.MaxValue));
    }
}
