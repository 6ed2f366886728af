using System.CommandLine;
using System.Globalization;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>Leaves whole layers and residual blocks out, ranked by what the model's answers lose on examples.</summary>
internal sealed class LayerPruning : IPruning
{
    private readonly Option<int?> _layers = new("--layers") { Description = "Layers and residual blocks that leave, each time the one that examples miss least.", HelpName = "N" };

    public LayerPruning() => _layers.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() is not >= 1)
        {
            result.AddError("--layers takes a number from 1.");
        }
    });

    public IReadOnlyList<Option> Options => [_layers];

    public bool IsChosen(ParseResult arguments) => arguments.GetValue(_layers) is not null;

    public bool NeedsSourceForm(ParseResult arguments) => false;

    public PrunedModel Prune(PruneRequest request)
    {
        var (samples, count) = (request.RequiredSamples("--layers"), request.Arguments.GetValue(_layers)!.Value);
        var meter = new DamageMeter(request.Graph, samples, done => request.Progress("running the whole model", done, samples.Count));
        var (graph, removed) = LayerPruner.Prune(request.Graph, count, meter, (done, all) => request.Progress("leaving layers out", done, all));
        if (removed.Count == 0)
        {
            throw new ToolException(ExitCode.Unsupported, "No layer of this model can be left out: none gives what has the shape of what it reads, and there is no residual block.");
        }

        var last = removed[^1].Damage;
        var note = $"pruned {removed.Count} layers or blocks: {string.Join(", ", removed.Select(r => r.Name))}; same answers on {(100 * last.Agreement).ToString("0.0", CultureInfo.InvariantCulture)} % of {last.Samples} examples";
        return new PrunedModel(graph, [.. removed.Select(r => new PrunedGroup(r.Name, 1, 0))], note, removed.Count == count);
    }
}
