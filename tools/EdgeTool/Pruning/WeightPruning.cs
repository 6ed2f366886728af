using System.CommandLine;
using System.Globalization;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>Makes weights zero and gives the others few values: the file stores such weights in few bytes, the net keeps its shape.</summary>
internal sealed class WeightPruning : IPruning
{
    private const int MostClusters = 255;

    private readonly Option<double?> _share = new("--unstructured") { Description = "Share of all weights that become zero: 0 to below 1.", HelpName = "0.9" };
    private readonly Option<string> _kept = new("--nm") { Description = "Weights that stay of so many consecutive ones of each filter; with xG the same ones of every G filters, which sparse kernels run faster.", HelpName = "2:4x32" };
    private readonly Option<string> _block = new("--block") { Description = "With --unstructured: neighbouring filters by neighbouring weights of each that become zero together.", HelpName = "1x4" };
    private readonly Option<string> _scope = new("--scope")
    {
        Description = "With --unstructured: importance compared over all layers by what each weight is to its layer (adaptive), over all layers as it is (global), or the same share of every layer (layer).",
        DefaultValueFactory = _ => "adaptive",
    };

    private readonly Option<int?> _clusters = new("--clusters") { Description = "Different values that the weights of a layer keep beside zero.", HelpName = "16" };
    private readonly Option<bool> _sensitivity;

    /// <param name="sensitivity">Asks for one layer at a time to be measured.</param>
    public WeightPruning(Option<bool> sensitivity)
    {
        _sensitivity = sensitivity;
        _scope.AcceptOnlyFromAmong("adaptive", "global", "layer");
        Options = [_share, _kept, _block, _scope, _clusters];
    }

    public IReadOnlyList<Option> Options { get; }

    public bool IsChosen(ParseResult arguments) =>
        arguments.GetValue(_share) is not null || arguments.GetValue(_kept) is not null || arguments.GetValue(_clusters) is not null;

    public bool NeedsSourceForm(ParseResult arguments) => false;

    public PrunedModel Prune(PruneRequest request)
    {
        var (arguments, graph) = (request.Arguments, request.Graph);
        var (pattern, share, clusters) = (PatternOf(arguments), ShareOf(arguments), ClustersOf(arguments));
        var scope = Enum.Parse<PruningScope>(arguments.GetValue(_scope)!, ignoreCase: true);
        var layers = WeightMasks.LayersOf(graph);
        if (layers.Count == 0)
        {
            throw new ToolException(ExitCode.Unsupported, "No weights of this model can be pruned: it has no convolution or dense layer with constant float weights, or depthwise ones only.");
        }

        var pruned = graph;
        if (share > 0)
        {
            var kept = new WeightMasks(layers, pattern, scope).Kept([.. layers.Select(WeightMasks.Magnitude)], share);
            pruned = WeightPruner.Without(graph, layers, kept);
        }

        pruned = clusters > 0 ? WeightPruner.Clustered(pruned, clusters) : pruned == graph ? GraphCopy.Of(graph) : pruned;
        return new PrunedModel(pruned, WeightPruner.Describe(graph, pruned), Note(pattern, share, scope, clusters))
        {
            Sensitivity = arguments.GetValue(_sensitivity) ? Sensitivity(request, pattern) : [],
        };
    }

    private static string Note(SparsityPattern pattern, double share, PruningScope scope, int clusters)
    {
        var what = pattern.Kept > 0 ? $"pruned to {pattern}"
            : share > 0 ? string.Create(CultureInfo.InvariantCulture, $"pruned {share:0.####} of the weights as {pattern}, {scope.ToString().ToLowerInvariant()} magnitude") : "";
        return what + (clusters > 0 ? $"{(what.Length > 0 ? ", " : "")}weights clustered to {clusters} values per layer" : "");
    }

    private static IReadOnlyList<GroupSensitivity> Sensitivity(PruneRequest request, SparsityPattern pattern)
    {
        var samples = request.RequiredSamples("--sensitivity");
        var meter = new DamageMeter(request.Graph, samples, done => request.Progress("running the whole model", done, samples.Count));
        return WeightSensitivity.Measure(request.Graph, pattern, meter, (done, all) => request.Progress("pruning layer by layer", done, all));
    }

    private SparsityPattern PatternOf(ParseResult arguments)
    {
        if (arguments.GetValue(_kept) is { } kept)
        {
            return arguments.GetValue(_share) is not null || arguments.GetValue(_block) is not null
                ? throw ToolException.Usage("--nm says itself how many weights stay: give it without --unstructured and --block.")
                : SparsityPattern.KeptOf(kept) ?? throw ToolException.Usage($"--nm takes N:M, or N:MxG, with 1 to M - 1 weights kept of M up to 64, and up to 64 filters G that share them, such as 2:4x32, not '{kept}'.");
        }

        return arguments.GetValue(_block) is not { } block ? SparsityPattern.Single
            : arguments.GetValue(_share) is null ? throw ToolException.Usage("--block says which weights leave together: give --unstructured too, for how many.")
            : SparsityPattern.Block(block) ?? throw ToolException.Usage($"--block takes FILTERSxWEIGHTS of 1 to 64 each, such as 1x4, not '{block}'.");
    }

    private double ShareOf(ParseResult arguments) => arguments.GetValue(_kept) is not null ? 1
        : arguments.GetValue(_share) is not { } share ? 0
        : share is >= 0 and < 1 ? share
        : throw ToolException.Usage("--unstructured takes a share from 0 to below 1.");

    private int ClustersOf(ParseResult arguments) => arguments.GetValue(_clusters) is not { } clusters ? 0
        : clusters is >= 1 and <= MostClusters ? clusters
        : throw ToolException.Usage($"--clusters takes a number from 1 to {MostClusters}.");
}
