using System.CommandLine;
using System.Globalization;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Training;

namespace EdgeTool;

/// <summary><c>distill</c>: a small model learns from a large one, or from several.</summary>
internal sealed class DistillCommand : Verb
{
    private readonly Option<string[]> _teachers = new("--teacher") { Description = "A float model; several teach by the mean of their answers.", HelpName = "T", Required = true };
    private readonly Option<string> _student = new("--student") { Description = "A float model, a net of the zoo, or width=0.5,depth=-1: the first teacher with fewer channels and blocks.", HelpName = "S", Required = true };
    private readonly Option<string> _data = new("--data") { Description = "Folder or file of examples, with an optional dataset.json.", HelpName = "DATA", Required = true };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The student, float: packed (.edge) or ONNX (.onnx).", HelpName = "D.onnx|D.edge", Required = true };
    private readonly Option<int> _epochs = new("--epochs") { Description = "Passes over the data.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<int> _batch = new("--batch") { Description = "Examples of one step.", HelpName = "N", DefaultValueFactory = _ => 64 };
    private readonly Option<double> _rate = new("--learning-rate") { Description = "Of the first step; half a cosine down to 0.", HelpName = "R", DefaultValueFactory = _ => 1e-3 };
    private readonly Option<double> _temperature = new("--temperature") { Description = "Softens the answers before they are compared.", HelpName = "T", DefaultValueFactory = _ => 4 };
    private readonly Option<double> _logits = new("--logits") { Description = "Weight of the teachers' answers against the labels, 0 to 1.", HelpName = "W", DefaultValueFactory = _ => 0.9 };
    private readonly Option<double> _hints = new("--hints") { Description = "Weight of the first teacher's features; 0 for none.", HelpName = "W" };
    private readonly Option<double> _attention = new("--attention") { Description = "Weight of where the first teacher looks; 0 for none.", HelpName = "W" };
    private readonly Option<bool> _correct = new("--correct") { Description = "Correct teachers where they are wrong about a label." };
    private readonly Option<bool> _renormalize = new("--renormalize") { Description = "Convolutions of a student that is a file, or derived from its teacher, learn behind batch normalization, which is folded into them again." };
    private readonly Option<bool> _safe = new("--safe") { Description = "Train the student on the labels alone as well, and keep the one that is better on the validation data." };
    private readonly Option<int?> _labelled = new("--labelled") { Description = "Examples that keep their label, of every class alike; the rest is learned from the teacher alone.", HelpName = "N" };
    private readonly Option<double> _validation = new("--validation") { Description = "Share of the recordings that decides which epoch is best.", HelpName = "P", DefaultValueFactory = _ => 0.1 };
    private readonly Option<int> _seed = new("--seed") { Description = "Of all random numbers.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _json = JsonOption();

    public DistillCommand()
        : base("distill", "Trains a small model to answer as a large one does. Ctrl-C leaves a checkpoint beside the output that the same command goes on from.",
            "edgetool distill --teacher large.onnx --student width=0.5 --data images/ -o small.onnx")
    {
        foreach (var option in (Option[])[_teachers, _student, _data, _output, _epochs, _batch, _rate, _temperature, _logits, _hints, _attention, _correct, _renormalize, _safe, _labelled, _validation, _seed, _json])
        {
            Add(option);
        }
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var (teachers, output, data) = (arguments.GetRequiredValue(_teachers), Path.GetFullPath(arguments.GetRequiredValue(_output)), arguments.GetRequiredValue(_data));
        WrittenModel.CheckPath(output);
        Array.ForEach(teachers, OpenedModel.RequireFile);
        RefuseRanges(arguments);
        var teacher = SourceModel.Import(teachers[0]);
        var options = new TrainingOptions
        {
            Epochs = arguments.GetValue(_epochs),
            Batch = arguments.GetValue(_batch),
            LearningRate = arguments.GetValue(_rate),
            Renormalize = arguments.GetValue(_renormalize),
        };
        var recipe = new Recipe
        {
            Name = Path.GetFileNameWithoutExtension(output),
            Seed = arguments.GetValue(_seed),
            Data = new RecipeDataSource { Path = data, Labelled = arguments.GetValue(_labelled), ValidationShare = arguments.GetValue(_validation) },
            Net = Student(arguments.GetRequiredValue(_student), teachers[0], teacher),
            Preprocess = teacher.Contract.Preprocess,
            Stages =
            [
                new DistillStage(options, new RecipeTeaching(teachers)
                {
                    Temperature = arguments.GetValue(_temperature),
                    LogitWeight = arguments.GetValue(_logits),
                    HintWeight = arguments.GetValue(_hints),
                    AttentionWeight = arguments.GetValue(_attention),
                    IsCorrected = arguments.GetValue(_correct),
                }, arguments.GetValue(_safe)),
                new PackStage(output, "any"),
            ],
        };
        return RecipeFollower.Follow(recipe, Path.GetDirectoryName(output)!, arguments.GetValue(_json), terminal);
    }

    private void RefuseRanges(ParseResult arguments)
    {
        if (arguments.GetValue(_epochs) < 1 || arguments.GetValue(_batch) < 1 || arguments.GetValue(_labelled) is < 1)
        {
            throw ToolException.Usage("--epochs, --batch and --labelled take numbers from 1.");
        }

        if (arguments.GetValue(_safe) && arguments.GetValue(_validation) is 0)
        {
            throw ToolException.Usage("--safe compares on validation data: give --validation a share above 0.");
        }

        if (arguments.GetValue(_rate) is not (> 0 and <= 100) || arguments.GetValue(_temperature) is not (>= 1 and <= 100) || arguments.GetValue(_logits) is not (>= 0 and <= 1)
            || arguments.GetValue(_validation) is not (>= 0 and <= 0.9) || arguments.GetValue(_hints) is not (>= 0 and <= 1e6) || arguments.GetValue(_attention) is not (>= 0 and <= 1e6))
        {
            throw ToolException.Usage("--learning-rate lies above 0, --temperature from 1 to 100, --logits from 0 to 1, --validation from 0 to 0.9, --hints and --attention from 0.");
        }
    }

    private static RecipeNet Student(string text, string teacherPath, Graph teacher)
    {
        if (NetZoo.Names.Contains(text))
        {
            return new RecipeNet
            {
                Zoo = text,
                Input = teacher.Inputs[0].Shape.Span.ToArray(),
                Outputs = TrainingLoss.ScoresOf(teacher).Shape.ElementCount,
                Labels = [.. teacher.Contract.Labels],
            };
        }

        if (File.Exists(text))
        {
            return new RecipeNet { Source = text, Labels = [.. teacher.Contract.Labels] };
        }

        var (width, depth) = (1.0, 0);
        foreach (var part in text.Split(','))
        {
            switch (part.Split('='))
            {
                case ["width", var w] when double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out width) && width is > 0 and <= 1:
                case ["depth", var d] when int.TryParse(d, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out depth) && depth is >= -64 and <= 0:
                    continue;
                default:
                    throw ToolException.Usage($"--student '{text}': there is no such file, and no such net in the zoo ({string.Join(", ", NetZoo.Names)}); or give width=W (0 to 1) and depth=-N.");
            }
        }

        return new RecipeNet { Source = teacherPath, Width = width, Depth = depth, Labels = [.. teacher.Contract.Labels] };
    }
}
