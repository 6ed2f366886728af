using System.Text.Json;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>A TFLite model as a graph: one node per operator, in the file's order.</summary>
public static class TfliteImporter
{
    /// <summary>Metadata that holds a <see cref="ModelContract"/> as JSON: how a training script hands preprocessing and labels to us.</summary>
    public const string ContractMetadata = "edgeruntime.contract";

    /// <exception cref="ImportException">The file contradicts itself.</exception>
    /// <exception cref="UnsupportedModelException">Some nodes cannot be packed; it names every one.</exception>
    public static Graph Import(byte[] bytes)
    {
        var graph = Import(TfliteReader.Read(bytes));
        if (graph.Contract.Labels.Count == 0)
        {
            graph.Contract.Labels = AssociatedLabels.Find(bytes, [.. graph.Outputs.Where(o => o.Shape.Rank > 0).Select(o => o.Shape[-1])]);
        }

        return graph;
    }

    /// <summary>Imports the first subgraph; others run only where an operator of it calls them.</summary>
    public static Graph Import(TfliteModel model)
    {
        var import = new SubgraphImport(model, model.Subgraphs[0], new TfliteVariables(model));
        import.Run();
        if (import.Unsupported.Count > 0)
        {
            throw new UnsupportedModelException(import.Unsupported);
        }

        if (model.Metadata.TryGetValue(ContractMetadata, out var contract))
        {
            import.Graph.Contract = ContractOf(contract.Span);
        }

        return import.Graph;
    }

    private static ModelContract ContractOf(ReadOnlySpan<byte> json)
    {
        try
        {
            return ContractJson.Parse(json);
        }
        catch (JsonException e)
        {
            throw new ImportException($"The metadata '{ContractMetadata}' is no valid contract: {e.Message}", e);
        }
    }
}
