using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary>Stages of a recipe, read out of JSON.</summary>
internal static class StageSections
{
    private static readonly string[] Kinds = ["train", "distill", "prune", "cluster", "binarize", "qat", "quantize", "pack"];

    public static IRecipeStage? Stage(ConfigNode node, string folder)
    {
        IRecipeStage? stage = node.Choice("kind", Kinds) switch
        {
            "train" => new TrainStage(Dense(node)),
            "distill" => new DistillStage(Dense(node), Teaching(node, folder), node.Flag("safe", false)),
            "prune" => node.Has("channels") || node.Has("budget") ? Channels(node, folder) : Weights(node, folder),
            "cluster" => new ClusterStage(RecipeSections.Options(node), Teaching(node, folder), node.Integer("clusters", 1, 255, 16)),
            "binarize" => new BinarizeStage(RecipeSections.Options(node), Teaching(node, folder)),
            "qat" => QuantizationAware(node, folder),
            "quantize" => new QuantizeStage(Quantizer(node), node.Integer("samples", 1, 1 << 20, 256)),
            "pack" => new PackStage(RecipeSections.Located(node.Text("output"), folder), node.Text("target", "any"), node.Number("minimum", 0, 1, 0)),
            _ => null,
        };
        if (stage is DistillStage { Teaching.Teachers.Count: 0 })
        {
            node.Refuse("teachers", "nothing", "a list of one file, or \"stage N\", or more");
        }

        node.Finish();
        return stage;
    }

    /// <summary>Options of a stage whose weights may be anything, so that batch normalization can be folded into them afterwards.</summary>
    private static TrainingOptions Dense(ConfigNode node) => RecipeSections.Options(node) with { Renormalize = node.Flag("renormalize", false) };

    private static RecipeTeaching Teaching(ConfigNode node, string folder) => new(
        [.. (node.Texts("teachers") ?? []).Select(t => RecipeTeaching.IsStage(t) ? t : RecipeSections.Located(t, folder))])
    {
        Temperature = node.Number("temperature", 1, 100, 4),
        LogitWeight = node.Number("logits", 0, 1, 0.9),
        IsCorrected = node.Flag("correct", false),
        HintWeight = node.Number("hints", 0, 1e6, 0),
        AttentionWeight = node.Number("attention", 0, 1e6, 0),
    };

    private static ChannelPruneStage Channels(ConfigNode node, string folder)
    {
        var board = node.Has("target") ? TargetBoard.Of(node.Choice("target", [.. TargetBoard.All.Select(b => b.Name)], "")) : null;
        var budget = node.Has("budget") ? PruneBudget.Parse(node.Text("budget"), board) : null;
        if (node.Has("budget") && (budget is null or { LacksBoard: true } || node.Has("channels")))
        {
            node.Refuse("budget", node.Text("budget"), $"KIND=AMOUNT with a kind of {string.Join(", ", PruneBudget.Kinds)}, such as macs=0.5, without channels; for a latency also target");
        }

        var share = node.Has("channels") ? node.Number("channels", 0, 0.99) : 0;
        var goal = new ChannelGoal(share, budget, node.Integer("multiple", 1, 64, 8), node.Number("layerLimit", 0.01, 1, 0.9));
        return new ChannelPruneStage(
            Dense(node), Teaching(node, folder), goal, node.Integer("rounds", 1, 100, 3), node.Choice("importance", ChannelPruneStage.Measures, "l2"));
    }

    private static PruneStage Weights(ConfigNode node, string folder)
    {
        var text = node.Text("pattern", "1x1");
        var pattern = SparsityPattern.KeptOf(text) ?? SparsityPattern.Block(text);
        if (pattern is null)
        {
            node.Refuse("pattern", text, "N:M such as 2:4, N:MxFILTERS such as 2:4x32, or FILTERSxWEIGHTS such as 1x4");
        }

        var scope = Enum.Parse<PruningScope>(node.Choice("scope", ["adaptive", "global", "layer"], "adaptive"), ignoreCase: true);
        var importance = Enum.Parse<WeightImportance>(node.Choice("importance", ["magnitude", "firstOrder", "movement"], "magnitude"), ignoreCase: true);
        var share = pattern is { Kept: > 0 } ? 1 : node.Number("share", 0, 0.999);
        return new PruneStage(RecipeSections.Options(node), Teaching(node, folder), pattern ?? SparsityPattern.Single, scope, share, importance);
    }

    private static QuantizationAwareStage QuantizationAware(ConfigNode node, string folder)
    {
        var weights = Bits(node, "weights", 8);
        return new QuantizationAwareStage(
            RecipeSections.Options(node), Teaching(node, folder), weights, Bits(node, "ends", weights), Activations(node), node.Integer("samples", 1, 1 << 20, 256));
    }

    private static int Bits(ConfigNode node, string name, int otherwise)
    {
        var bits = node.Integer(name, 2, 8, otherwise);
        if (bits is not (2 or 4 or 8))
        {
            node.Refuse(name, $"{bits}", "8, 4 or 2");
            return 8;
        }

        return bits;
    }

    private static ElementType Activations(ConfigNode node) => node.Integer("activations", 8, 16, 8) == 16 ? ElementType.Int16 : ElementType.Int8;

    private static QuantizerOptions Quantizer(ConfigNode node) => new()
    {
        Weights = node.Integer("weights", 4, 8, 8) == 4 ? WeightFormat.Int4 : WeightFormat.Int8,
        Activations = Activations(node),
        AdaRound = node.Flag("adaRound", false),
        BiasCorrect = node.Flag("biasCorrect", false),
        Equalize = node.Flag("equalize", false),
        WideHead = node.Flag("mixed", false),
    };
}
