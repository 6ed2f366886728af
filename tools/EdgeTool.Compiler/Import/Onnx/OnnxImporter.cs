using System.Text.Json;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>An ONNX model as a graph, in the layout of ONNX: kernels that want channels last stand between transposes.</summary>
public static class OnnxImporter
{
    /// <summary>Metadata that holds a <see cref="ModelContract"/> as JSON.</summary>
    public const string ContractMetadata = "edgeruntime.contract";

    /// <exception cref="ImportException">The file contradicts itself.</exception>
    /// <exception cref="UnsupportedModelException">Some nodes cannot be packed; it names every one.</exception>
    public static Graph Import(byte[] bytes, ImportOptions? options = null, string folder = "") => Import(OnnxReader.Read(bytes, folder), options);

    /// <inheritdoc cref="Import(byte[], ImportOptions?, string)"/>
    public static Graph Import(OnnxModel model, ImportOptions? options = null)
    {
        var import = new OnnxGraphImport(model, options ?? ImportOptions.Default);
        import.Run();
        if (import.Unsupported.Count > 0)
        {
            throw new UnsupportedModelException(import.Unsupported);
        }

        if (model.Metadata.TryGetValue(ContractMetadata, out var contract))
        {
            import.Graph.Contract = ContractOf(contract);
        }

        var doubles = import.Constants.Doubles + model.Graph.Inputs.Concat(model.Graph.Outputs).Count(i => i.Type == OnnxType.Double);
        if (doubles > 0)
        {
            import.Graph.Contract.Provenance.Notes.Add($"{doubles} tensor(s) of float64 became float32: nothing here computes with more than 24 bits");
        }

        return import.Graph;
    }

    private static ModelContract ContractOf(string json)
    {
        try
        {
            return ContractJson.Parse(System.Text.Encoding.UTF8.GetBytes(json));
        }
        catch (JsonException e)
        {
            throw new ImportException($"The metadata '{ContractMetadata}' is no valid contract: {e.Message}", e);
        }
    }
}
