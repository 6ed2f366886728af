using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary><c>prune</c> of channels: some leave, the smaller dense model learns on, more leave.</summary>
/// <param name="Options">How it learns in every round.</param>
/// <param name="Teaching">Who teaches; nobody, if that is all.</param>
/// <param name="Goal">How many leave in the end.</param>
/// <param name="Rounds">1 or more.</param>
/// <param name="Importance">One of <see cref="Measures"/>.</param>
public sealed record ChannelPruneStage(TrainingOptions Options, RecipeTeaching Teaching, ChannelGoal Goal, int Rounds, string Importance) : IRecipeStage
{
    private const int ActivationSamples = 256;

    /// <summary>What can say that a channel matters.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["l1", "l2", "bn", "taylor", "activation"];

    public string Kind => "prune";

    public void Run(RecipeRun run)
    {
        if (run.Normalized.Count > 0)
        {
            throw new RecipeException("Channels are pruned of a trained model: put a train or distill stage before, whose batch normalization is folded then.");
        }

        var whole = run.Graph;
        var (epochs, fits) = (0, true);
        for (var round = 1; round <= Rounds; round++)
        {
            var graph = run.Graph;
            var pruner = new ChannelPruner(graph, Measure(run, graph));
            (var kept, fits) = pruner.Groups.Count > 0 ? Goal.Kept(pruner, graph, whole, round, Rounds)
                : throw new RecipeException("No channel of this model can be left out: what its layers compute goes straight to outputs, or through operators that need all of it.");
            run.Factors = run.Factors.Without(graph, pruner.Removed(kept));
            run.Graph = pruner.With(kept);
            using var twin = TrainStage.TwinOf(run, Options);
            epochs += TrainStage.Learn(run, $"{Kind}, round {round} of {Rounds}", twin, Options, Teaching, []).Epochs;
            run.Graph = twin.Export();
        }

        using var last = Twin.Of(run.Graph);
        var missed = fits ? "" : "; that is the least within the limits of the layers";
        run.Note(Kind,
            $"{Kind}: channels by {Importance}, {Goal}, {Rounds} rounds, {epochs} epochs in all{(Options.Renormalize ? " with batch normalization put back" : "")}, MACs {GraphSize.Macs(whole)} to {GraphSize.Macs(run.Graph)}, seed {run.Recipe.Seed}{missed}",
            TrainingScore.Of(last, run.Data.Test, Options.Task));
    }

    private IChannelImportance Measure(RecipeRun run, Graph graph) => Importance switch
    {
        "l1" => WeightNorm.L1,
        "bn" => run.Factors.HasFactors ? run.Factors.In(graph)
            : throw new RecipeException("importance bn: this model has no batch normalization apart from its weights; take l2, taylor or activation."),
        "taylor" => TaylorImportance.Measure(graph, run.Data.Training, Options with { Seed = run.Recipe.Seed }),
        "activation" => ActivationEnergy.Measure(graph, run.Calibration(ActivationSamples)),
        _ => WeightNorm.L2,
    };
}
