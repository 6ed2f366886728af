using System.CommandLine;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary><c>evaluate</c>: accuracy on labelled data.</summary>
internal sealed class EvaluateCommand : Verb
{
    private const int MaxMatrixClasses = 20;

    private readonly Argument<string> _model = new("MODEL") { Description = "A packed .edge file, or a .tflite or .onnx model." };
    private readonly Option<string> _data = new("--data") { Description = "Folder or file of labelled examples, with an optional dataset.json.", HelpName = "DATA", Required = true };
    private readonly Option<int> _topK = new("--top-k") { Description = "How many scores count as a hit.", HelpName = "K", DefaultValueFactory = _ => 5 };
    private readonly Option<string> _split = new("--split") { Description = "Part of the data that dataset.json names.", HelpName = "NAME" };
    private readonly Option<string> _elementType = new("--element-type") { Description = "Element type of raw .bin files: uint8, int8, int16, float32.", HelpName = "T" };
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _json = JsonOption();
    private readonly SourceOptions _sourceOptions = new();

    public EvaluateCommand()
        : base("evaluate", "Measures accuracy and the confusion matrix on labelled data, with the interpreter itself.", "edgetool evaluate kws.edge --data recordings/ --json")
    {
        Add(_model);
        Add(_data);
        Add(_topK);
        Add(_split);
        Add(_elementType);
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

        using var interpreter = OpenedModel.Load(arguments.GetRequiredValue(_model), arguments.GetValue(_threads), _sourceOptions.Of(arguments));
        var path = arguments.GetRequiredValue(_data);
        var dataset = DatasetReader.Open(path, InputEncoder.RawShape(interpreter.Model.Contract, interpreter.InputInfo(0)), Describe(path, arguments));
        var range = RangeOf(dataset, arguments.GetValue(_split));
        using var progress = terminal.Progress("evaluating", range.End - range.First);
        var result = Evaluation.Run(interpreter, dataset, range, arguments.GetValue(_topK), progress.Report);
        progress.Dispose();
        if (arguments.GetValue(_json))
        {
            terminal.WriteJson(new
            {
                data = path,
                dataset.Format,
                result.Rule,
                result.Samples,
                result.Top1,
                k = result.K,
                result.TopK,
                classes = result.ClassNames,
                result.Confusion,
            });
        }
        else
        {
            Print(terminal, result, dataset);
        }

        return ExitCode.Done;
    }

    private DatasetDescription? Describe(string path, ParseResult arguments) =>
        arguments.GetValue(_elementType) is { } type && (File.Exists(path) || Directory.Exists(path))
            ? DatasetDescription.Beside(path) with { ElementType = type }
            : null;

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

    private static void Print(Terminal terminal, Evaluation result, Dataset dataset)
    {
        terminal.Out.WriteLine($"data   {dataset.Path} ({dataset.Format}, {Tables.Number(result.Samples)} examples; {result.Rule})");
        terminal.Out.WriteLine($"top-1  {Tables.Number(100 * result.Top1, 2)} % ({result.Hits} of {result.Samples})");
        if (result.K > 1)
        {
            terminal.Out.WriteLine($"top-{result.K}  {Tables.Number(100 * result.TopK, 2)} % ({result.TopKHits} of {result.Samples})");
        }

        if (result.ClassNames.Count <= MaxMatrixClasses)
        {
            PrintMatrix(terminal, result);
        }
    }

    private static void PrintMatrix(Terminal terminal, Evaluation result)
    {
        var table = Tables.Create(["true \\ predicted", .. result.ClassNames.Select(n => $">{n}"), ">recall"]);
        for (var c = 0; c < result.Confusion.Length; c++)
        {
            var row = result.Confusion[c];
            var recall = row.Sum() == 0 ? "" : $"{Tables.Number(100.0 * row[c] / row.Sum())} %";
            table.AddText([result.ClassNames[c], .. row.Select(n => n == 0 ? "" : $"{n}"), recall]);
        }

        terminal.Write(table);
    }
}
