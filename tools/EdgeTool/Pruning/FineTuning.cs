using System.CommandLine;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Training;

namespace EdgeTool;

/// <summary>Training between rounds of pruning channels, by a recipe of one stage.</summary>
internal sealed class FineTuning
{
    private readonly Option<string> _data = new("--finetune") { Description = "Train after every round, on examples with labels or on the data of a recipe (as its first training says).", HelpName = "DATA|RECIPE.json" };
    private readonly Option<int> _rounds = new("--rounds") { Description = "With --finetune: so many times some channels leave and the rest is trained.", HelpName = "N", DefaultValueFactory = _ => 3 };
    private readonly Option<bool> _distill = new("--distill") { Description = "With --finetune: the whole model teaches the smaller one." };
    private readonly Option<bool> _renormalize = new("--renormalize") { Description = "With --finetune: convolutions learn behind batch normalization, which is folded into them again." };
    private readonly Option<int?> _epochs = new("--epochs") { Description = "With --finetune: passes over the data in every round; 5 where no recipe says more.", HelpName = "N" };
    private readonly Option<double?> _rate = new("--learning-rate") { Description = "With --finetune: of the first step of every round; 0.001 where no recipe says more.", HelpName = "R" };
    private readonly Option<double> _validation = new("--validation") { Description = "With --finetune: share of the recordings that decides which epoch is best.", HelpName = "P", DefaultValueFactory = _ => 0.1 };
    private readonly Option<int> _seed = new("--seed") { Description = "With --finetune: of all random numbers.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public IReadOnlyList<Option> Options => [_data, _rounds, _distill, _renormalize, _epochs, _rate, _validation, _seed];

    public bool IsChosen(ParseResult arguments) => arguments.GetValue(_data) is not null;

    /// <exception cref="ToolException">An option asks for training, and there is nothing to train on.</exception>
    public void RefuseAlone(ParseResult arguments)
    {
        if (!IsChosen(arguments) && (arguments.GetValue(_distill) || arguments.GetValue(_renormalize) || arguments.GetResult(_rounds) is { Implicit: false } || arguments.GetValue(_epochs) is not null))
        {
            throw ToolException.Usage("--rounds, --distill, --renormalize and --epochs say how to train: give --finetune DATA too.");
        }
    }

    public PrunedModel Prune(PruneRequest request, ChannelGoal goal, string importance)
    {
        var recipe = RecipeOf(request, goal, importance);
        var run = RecipeFollower.Run(recipe, recipe.CreateNet(), Path.GetDirectoryName(Path.GetFullPath(request.Output))!, request.Terminal);
        var after = ChannelGroups.Of(run.Graph).ToDictionary(group => group.Name, group => group.Channels.Count);
        var parts = ChannelGroups.Of(request.Graph).Select(group => new PrunedGroup(group.Name, group.Channels.Count, after.GetValueOrDefault(group.Name, group.Channels.Count))).ToList();
        var note = run.Graph.Contract.Provenance.Notes[^1];
        run.Graph.Contract.Provenance.Notes.RemoveAt(run.Graph.Contract.Provenance.Notes.Count - 1);
        return new PrunedModel(run.Graph, parts, note, goal.Budget is not { } budget || budget.Cost(run.Graph) <= budget.LimitFor(request.Graph));
    }

    private Recipe RecipeOf(PruneRequest request, ChannelGoal goal, string importance)
    {
        var arguments = request.Arguments;
        var (data, rounds) = (arguments.GetValue(_data)!, arguments.GetValue(_rounds));
        if (rounds is < 1 or > 100 || arguments.GetValue(_epochs) is < 1 || arguments.GetValue(_rate) is not (null or (> 0 and <= 100)) || arguments.GetValue(_validation) is not (>= 0 and <= 0.9))
        {
            throw ToolException.Usage("--rounds takes 1 to 100, --epochs a number from 1, --learning-rate one above 0, --validation 0 to 0.9.");
        }

        var given = File.Exists(data) && Path.GetExtension(data).Equals(".json", StringComparison.OrdinalIgnoreCase) ? Recipe.Read(data) : null;
        var options = given?.Stages.Select(s => s is TrainStage train ? train.Options : s is DistillStage distill ? distill.Options : null).FirstOrDefault(o => o is not null)
            ?? new TrainingOptions { Epochs = 5 };
        return new Recipe
        {
            Name = Path.GetFileNameWithoutExtension(request.Output),
            Seed = arguments.GetValue(_seed),
            Data = given?.Data ?? new RecipeDataSource { Path = data, ValidationShare = arguments.GetValue(_validation) },
            Net = new RecipeNet { Source = request.Source },
            Preprocess = given?.Preprocess ?? [],
            Stages =
            [
                new ChannelPruneStage(
                    options with
                    {
                        Epochs = arguments.GetValue(_epochs) ?? options.Epochs,
                        LearningRate = arguments.GetValue(_rate) ?? options.LearningRate,
                        Renormalize = arguments.GetValue(_renormalize) || options.Renormalize,
                    },
                    new RecipeTeaching(arguments.GetValue(_distill) ? [request.Source] : []), goal, rounds, importance),
            ],
        };
    }
}
