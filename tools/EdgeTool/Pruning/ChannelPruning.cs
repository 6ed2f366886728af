using System.CommandLine;
using System.Globalization;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Training;

namespace EdgeTool;

/// <summary>Leaves whole channels out: a smaller dense model, by a share of every layer or by a budget over all.</summary>
internal sealed class ChannelPruning : IPruning
{
    private const int DefaultMultiple = 8;

    private readonly Option<double?> _channels = new("--channels") { Description = "Share of the channels of every layer that leaves: 0 to below 1.", HelpName = "0.5" };
    private readonly Option<string> _budget = new("--budget") { Description = "What the model may cost, the least important channels of all layers leaving first: macs, bytes, or latency in microseconds as predicted for --target in int8; a share of the source or a number.", HelpName = "macs=0.5" };
    private readonly Option<double> _layerLimit = new("--layer-limit") { Description = "Most that one layer loses to a budget, as a share of its channels.", DefaultValueFactory = _ => 0.9, HelpName = "0.9" };
    private readonly Option<int?> _multiple = new("--multiple") { Description = "Layers keep a multiple of so many channels; what the target's kernels like when left out.", HelpName = "N" };
    private readonly Option<string> _importance = new("--importance") { Description = "Which channels matter: size of their weights (l1, l2), batch normalization's factors (bn), signal on examples (activation), what the loss would lose (taylor, with --finetune).", DefaultValueFactory = _ => "l2" };
    private readonly Option<bool> _refit = new("--refit") { Description = "Solve the weights that read what is left anew, so that layers give on examples what they gave before." };
    private readonly FineTuning _fineTuning = new();
    private readonly Option<bool> _sensitivity;

    /// <param name="sensitivity">Asks for one layer at a time to be measured.</param>
    public ChannelPruning(Option<bool> sensitivity)
    {
        _sensitivity = sensitivity;
        _importance.AcceptOnlyFromAmong([.. ChannelPruneStage.Measures]);
        _channels.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (>= 0 and < 1))
            {
                result.AddError("--channels takes a share from 0 to below 1.");
            }
        });
        _layerLimit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 1))
            {
                result.AddError("--layer-limit takes a share above 0, up to 1.");
            }
        });
        _multiple.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is not (null or (>= 1 and <= 64)))
            {
                result.AddError("--multiple takes a number from 1 to 64.");
            }
        });
    }

    public IReadOnlyList<Option> Options => [_channels, _budget, _layerLimit, _multiple, _importance, _refit, .. _fineTuning.Options];

    public bool IsChosen(ParseResult arguments) => arguments.GetValue(_channels) is not null || arguments.GetValue(_budget) is not null;

    public bool NeedsSourceForm(ParseResult arguments) => arguments.GetValue(_importance) == "bn" && !_fineTuning.IsChosen(arguments);

    public PrunedModel Prune(PruneRequest request)
    {
        var arguments = request.Arguments;
        _fineTuning.RefuseAlone(arguments);
        var goal = Goal(request);
        if (_fineTuning.IsChosen(arguments))
        {
            return arguments.GetValue(_refit) || arguments.GetValue(_sensitivity)
                ? throw ToolException.Usage("--finetune trains what --refit solves, and --sensitivity looks at a model that is not trained: give them apart.")
                : _fineTuning.Prune(request, goal, arguments.GetValue(_importance)!);
        }

        var importance = Importance(request);
        var pruner = new ChannelPruner(request.Graph, importance);
        if (pruner.Groups.Count == 0)
        {
            throw new ToolException(ExitCode.Unsupported, "No channel of this model can be left out: what its layers compute goes straight to outputs, or through operators that need all of it.");
        }

        var (kept, fits) = goal.Kept(pruner, request.Graph, request.Graph, 1, 1);
        var isRefitted = arguments.GetValue(_refit);
        var graph = isRefitted ? pruner.Refitted(kept, request.RequiredSamples("--refit"), (done, all) => request.Progress("solving weights", done, all)) : pruner.With(kept);
        return new PrunedModel(graph, pruner.Describe(kept), $"pruned channels by {importance.Name}: {goal}{Prediction(goal, request.Graph, graph)}{(isRefitted ? ", weights solved anew" : "")}", fits)
        {
            Sensitivity = arguments.GetValue(_sensitivity) ? Sensitivity(request, pruner) : [],
        };
    }

    private static string Prediction(ChannelGoal goal, Graph before, Graph after) => goal.Budget is not { Board: not null } budget ? ""
        : string.Create(CultureInfo.InvariantCulture, $", predicted {budget.Cost(before):0.#} before and {budget.Cost(after):0.#} microseconds after");

    private ChannelGoal Goal(PruneRequest request)
    {
        var arguments = request.Arguments;
        var (share, text) = (arguments.GetValue(_channels), arguments.GetValue(_budget));
        if (share is not null && text is not null)
        {
            throw ToolException.Usage("--channels takes a share of every layer and --budget compares all layers: give one of them.");
        }

        var budget = text is null ? null : PruneBudget.Parse(text, request.Target)
            ?? throw ToolException.Usage($"--budget takes KIND=AMOUNT with a kind of {string.Join(", ", PruneBudget.Kinds)} and an amount above 0, such as macs=0.5, not '{text}'.");
        if (budget is { LacksBoard: true })
        {
            throw ToolException.Usage("--budget latency is predicted for a board: give --target.");
        }

        return new ChannelGoal(share ?? 0, budget, arguments.GetValue(_multiple) ?? request.Target?.ChannelMultiple ?? DefaultMultiple, arguments.GetValue(_layerLimit));
    }

    private static IReadOnlyList<GroupSensitivity> Sensitivity(PruneRequest request, ChannelPruner pruner)
    {
        var samples = request.RequiredSamples("--sensitivity");
        var meter = new DamageMeter(request.Graph, samples, done => request.Progress("running the whole model", done, samples.Count));
        return ChannelSensitivity.Measure(pruner, meter, (done, all) => request.Progress("pruning layer by layer", done, all));
    }

    private IChannelImportance Importance(PruneRequest request)
    {
        switch (request.Arguments.GetValue(_importance))
        {
            case "l1":
                return WeightNorm.L1;
            case "bn":
                var scales = new BatchNormScale(request.Graph);
                return scales.HasScales ? scales : throw ToolException.BadData("--importance bn: this model has no batch normalization apart from its weights; take l2 or activation.");
            case "taylor":
                throw ToolException.Usage("--importance taylor asks for the loss on labelled examples: give --finetune DATA.");
            case "activation":
                var samples = request.RequiredSamples("--importance activation");
                return ActivationEnergy.Measure(request.Graph, samples, done => request.Progress("measuring channels", done, samples.Count));
            default:
                return WeightNorm.L2;
        }
    }
}
