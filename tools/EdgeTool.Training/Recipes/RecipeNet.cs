using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;

namespace EdgeTool.Training;

/// <summary>The model that a recipe starts with: one of the zoo, or a file.</summary>
public sealed record RecipeNet
{
    /// <summary>A file; or null.</summary>
    public string? Source { get; init; }

    /// <summary>A name of the zoo; or null.</summary>
    public string? Zoo { get; init; }

    /// <summary>Shape of the zoo net's input, (1, ...).</summary>
    public IReadOnlyList<int> Input { get; init; } = [];

    public int Outputs { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    public double Width { get; init; } = 1;

    public int Depth { get; init; }

    /// <summary>Makes the net, or reads the file.</summary>
    /// <exception cref="RecipeException">The zoo has no such net, or it cannot take the input.</exception>
    public ZooNet Create(int seed, IList<PreprocessStage> preprocess)
    {
        var net = Source is null ? NetZoo.Create(Zoo!, new Shape([.. Input]), Outputs, seed, Width, Depth) : Imported();
        var contract = net.Graph.Contract;
        contract.Preprocess = preprocess.Count > 0 ? [.. preprocess] : contract.Preprocess;
        contract.Labels = Labels.Count > 0 ? [.. Labels] : contract.Labels;
        return net;
    }

    private ZooNet Imported()
    {
        var graph = SourceModel.Import(Source!);
        ProvenanceStamp.Source(graph, Source!);
        var factors = NormalizationFactors.Of(graph);
        GraphSimplifier.Simplify(graph);
        return Width >= 1 && Depth == 0 ? new ZooNet(graph, []) { Factors = factors } : new ZooNet(DerivedStudent.Of(graph, Width, -Depth), []);
    }
}
