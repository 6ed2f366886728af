using System.CommandLine;
using System.Text;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary><c>prune</c>: a float model loses what matters least; the report keeps what that gains on disk and in time apart.</summary>
internal sealed class PruneCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "A float model." };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file: packed (.edge) or ONNX (.onnx), float32.", HelpName = "P.edge|P.onnx", Required = true };
    private readonly Option<string> _target = PackCommand.TargetOption();
    private readonly CalibrationData _data = new("--data", "Folder or file of examples that the model will see, for what is measured on them.");
    private readonly Option<bool> _json = JsonOption();
    private readonly SourceOptions _sourceOptions = new();

    /// <summary>Every way to prune.</summary>
    private readonly IReadOnlyList<IPruning> _ways;

    private readonly Option<bool> _sensitivity = new("--sensitivity") { Description = "Also prune one layer at a time and measure what each loses." };
    private readonly Option<string> _plot = new("--plot") { Description = "With --sensitivity: draw its curves.", HelpName = "F.svg" };

    public PruneCommand()
        : base("prune", "Removes what matters least from a float model, and measures what that gains.", "edgetool prune resnet.tflite -o small.onnx --channels 0.5 --target pi4")
    {
        _ways = [new ChannelPruning(_sensitivity), new LayerPruning(), new WeightPruning(_sensitivity)];
        Add(_source);
        foreach (var option in (Option[])[_output, _target, .. _data.Options, .. _ways.SelectMany(way => way.Options), _sensitivity, _plot, _json])
        {
            Add(option);
        }

        _sourceOptions.AddTo(this);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var (source, output) = (arguments.GetRequiredValue(_source), arguments.GetRequiredValue(_output));
        WrittenModel.CheckPath(output);
        OpenedModel.RequireFile(source);
        var way = Chosen(arguments);
        if (arguments.GetValue(_plot) is not null && !arguments.GetValue(_sensitivity))
        {
            throw ToolException.Usage("--plot draws what --sensitivity measures: give both.");
        }

        var graph = SourceModel.Import(source, _sourceOptions.Of(arguments));
        ProvenanceStamp.Source(graph, source);
        var simplified = GraphCopy.Of(graph);
        GraphSimplifier.Simplify(simplified);
        if (!FloatShare.Of(simplified).IsFloat)
        {
            throw ToolException.BadData($"{source} is quantized: prune the float model, then quantize it.");
        }

        var target = arguments.GetValue(_target) ?? "";
        graph = way.NeedsSourceForm(arguments) ? graph : GraphCopy.Of(simplified);
        var samples = _data.IsGiven(arguments) ? _data.Read(arguments, graph, terminal) : null;
        using var progress = new StageProgress(terminal);
        var pruned = way.Prune(new PruneRequest(graph, arguments, TargetBoard.Of(target), samples, progress.Report) { Source = source, Output = output, Terminal = terminal });
        progress.Dispose();
        var before = ModelCompiler.Compile(simplified, new CompileOptions { Simplify = false, Target = target });
        pruned.Graph.Contract.Provenance.Notes.Add(pruned.Note);
        var after = ModelCompiler.Compile(pruned.Graph, new CompileOptions { Target = target });
        var report = PruneReport.Of(before, after, pruned, samples);
        WrittenModel.Write(output, after);
        if (arguments.GetValue(_plot) is { } plot)
        {
            WholeFile.Write(plot, Encoding.UTF8.GetBytes(SensitivityPlot.Render(report.Sensitivity)));
            terminal.Error.WriteLine($"wrote {plot}");
        }

        if (arguments.GetValue(_json))
        {
            terminal.WriteJson(report);
        }
        else
        {
            terminal.Print(report);
        }

        terminal.Error.WriteLine($"wrote {output}");
        return pruned.GoalIsMet ? ExitCode.Done : GoalMissed(terminal);
    }

    private IPruning Chosen(ParseResult arguments)
    {
        var chosen = _ways.Where(way => way.IsChosen(arguments)).ToList();
        return chosen.Count == 1 ? chosen[0]
            : throw ToolException.Usage($"Say how to prune, with one of {string.Join(", ", _ways.Select(way => way.Options[0].Name))}.");
    }

    private static int GoalMissed(Terminal terminal)
    {
        terminal.Error.WriteLine("edgetool: the budget cannot be kept: this is the smallest model within the limits of its layers. Raise --layer-limit or the budget.");
        return ExitCode.AnswerIsNo;
    }
}
