using System.CommandLine;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary><c>evaluate</c>: accuracy on labelled data.</summary>
internal sealed class EvaluateCommand : Verb
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A packed .edge file, or a .tflite or .onnx model." };
    private readonly Option<string> _data = new("--data") { Description = "Folder or file of labelled examples, with an optional dataset.json.", HelpName = "DATA", Required = true };
    private readonly Option<int> _topK = new("--top-k") { Description = "How many scores count as a hit.", HelpName = "K", DefaultValueFactory = _ => 5 };
    private readonly Option<string> _split = new("--split") { Description = "Part of the data that dataset.json names.", HelpName = "NAME" };
    private readonly Option<string> _elementType = new("--element-type") { Description = "Element type of raw .bin files: uint8, int8, int16, float32.", HelpName = "T" };
    private readonly Option<string> _against = new("--against")
    {
        Description = "Another model, such as the float source, side by side on the same examples.",
        HelpName = "SOURCE",
    };

    private readonly Option<string> _task = new("--task") { Description = "What the model is asked for; told by labels and outputs when left out." };
    private readonly Option<int?> _hop = new("--hop")
    {
        Description = "Long recordings: instants from one window to the next; a whole window when left out.",
        HelpName = "N",
    };

    private readonly Option<string> _answers = new("--answers")
    {
        Description = "Write what the model said to every example, as CSV: example, truth, answer, scores.",
        HelpName = "F.csv",
    };

    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _json = JsonOption();
    private readonly SourceOptions _sourceOptions = new();

    public EvaluateCommand()
        : base("evaluate", "Measures accuracy, with its uncertainty, on labelled data, with the interpreter itself: classes, numbers or anomalies.",
            "edgetool evaluate kws.edge --data recordings/ --against kws_float.tflite")
    {
        _task.AcceptOnlyFromAmong("classification", "regression", "anomaly");
        Add(_model);
        Add(_data);
        Add(_against);
        Add(_task);
        Add(_topK);
        Add(_hop);
        Add(_split);
        Add(_elementType);
        Add(_answers);
        Add(_threads);
        Add(_json);
        _sourceOptions.AddTo(this);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        if (arguments.GetValue(_topK) < 1)
        {
            throw ToolException.Usage("--top-k takes a number from 1.");
        }

        using var model = OpenedModel.Load(arguments.GetRequiredValue(_model), arguments.GetValue(_threads), _sourceOptions.Of(arguments));
        var source = arguments.GetValue(_against);
        using var against = source is null ? null : OpenedModel.Load(source, arguments.GetValue(_threads), _sourceOptions.Of(arguments));
        var path = arguments.GetRequiredValue(_data);
        var contract = model.Model.Contract.Preprocess.Count > 0 || against is null ? model.Model.Contract : against.Model.Contract;
        var dataset = ModelData.Open(
            path, [.. Enumerable.Range(0, model.InputCount).Select(i => model.Model.TensorName(model.Model.Inputs[i]))],
            [.. Enumerable.Range(0, model.InputCount).Select(model.InputInfo)], contract, Describe(path, arguments));
        var range = RangeOf(dataset, arguments.GetValue(_split));
        var task = arguments.GetValue(_task) is { } named ? Enum.Parse<EvaluationTask>(named, ignoreCase: true) : TaskDetection.Of(model, dataset);
        using var progress = terminal.Progress("evaluating", range.End - range.First);
        var answers = AnswerCollection.Collect(model, against, dataset, range, task, progress.Report);
        progress.Dispose();
        var report = new EvaluationReport(dataset, answers, source) { AnswerFile = arguments.GetValue(_answers) };
        var isJson = arguments.GetValue(_json);
        switch (task)
        {
            case EvaluationTask.Regression:
                report.ShowRegression(terminal, isJson);
                break;
            case EvaluationTask.Anomaly:
                report.ShowAnomalies(terminal, isJson);
                break;
            default:
                report.ShowClassification(model, against, arguments.GetValue(_topK), terminal, isJson);
                break;
        }

        return ExitCode.Done;
    }

    private DatasetDescription? Describe(string path, ParseResult arguments)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            return null;
        }

        var beside = DatasetDescription.Beside(path);
        return beside with { ElementType = arguments.GetValue(_elementType) ?? beside.ElementType, Hop = arguments.GetValue(_hop) ?? beside.Hop };
    }

    private static (int First, int End) RangeOf(Dataset dataset, string? split)
    {
        if (split is null)
        {
            return (0, dataset.Count);
        }

        var splits = dataset.Description.Split;
        return splits.TryGetValue(split, out var range) && range is [>= 0 and var first, var end] && first < end && end <= dataset.Count
            ? (first, end)
            : throw ToolException.BadData(
                $"{dataset.Path} has no split '{split}' of [first, end) within its {dataset.Count} examples; {DatasetDescription.FileName} names: {string.Join(", ", splits.Keys)}.");
    }
}
