using System.CommandLine;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary><c>doctor</c>: which layers quantization hurts, why, and what helps.</summary>
internal sealed class DoctorCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "A float model." };
    private readonly CalibrationData _calibration = new(isRequired: true);
    private readonly Option<string> _data = new("--data") { Description = "Examples to judge by; the calibration data when left out.", HelpName = "DATA" };
    private readonly Option<double> _maxDrop = new("--max-drop")
    {
        Description = "Accuracy in percent that may be lost; agreement with the float model where the data has no labels.",
        HelpName = "P",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string> _labels = new("--labels") { Description = "Class names, one to a line, in the order of the output.", HelpName = "F" };
    private readonly Option<string> _pipeline = new("--pipeline") { Description = "Preprocessing that the data goes through and that travels with the weights, as JSON.", HelpName = "F.json" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "Where to write the cured model.", HelpName = "M.edge" };
    private readonly Option<string> _html = new("--html") { Description = "Where to write the diagnosis as a page.", HelpName = "F" };
    private readonly Option<bool> _json = JsonOption();
    private readonly SourceOptions _sourceOptions = new();

    public DoctorCommand()
        : base("doctor", "Ranks the layers that quantization hurts, names the cause, applies cures and measures after each.", "edgetool doctor net.tflite --calibration images/ --data held-out/ --max-drop 0.5 --html net.html")
    {
        Add(_source);
        foreach (var option in _calibration.Options)
        {
            Add(option);
        }

        foreach (var option in (Option[])[_labels, _pipeline, _data, _maxDrop, _output, _html, _json])
        {
            Add(option);
        }
        _sourceOptions.AddTo(this);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var (source, maxDrop) = (arguments.GetRequiredValue(_source), arguments.GetValue(_maxDrop) / 100);
        if (!double.IsFinite(maxDrop) || maxDrop is < 0 or > 1)
        {
            throw ToolException.Usage("--max-drop takes percent, 0 to 100.");
        }

        OpenedModel.RequireFile(source);
        var graph = SourceModel.Import(source, _sourceOptions.Of(arguments));
        ProvenanceStamp.Source(graph, source);
        if (!FloatShare.Of(graph).IsFloat)
        {
            throw ToolException.BadData($"{source} computes in integers already: give the float model it was made from.");
        }

        ContractFiles.Apply(graph, arguments.GetValue(_labels), arguments.GetValue(_pipeline));
        var samples = _calibration.Read(arguments, graph, terminal);
        var data = arguments.GetValue(_data) is { } path ? _calibration.Read(path, int.MaxValue, arguments, graph, terminal) : null;
        using var progress = new StageProgress(terminal);
        var diagnosis = QuantizationDoctor.Examine(graph, samples, data, maxDrop, progress.Report);
        progress.Dispose();
        Answer(arguments, terminal, diagnosis, maxDrop);
        if (arguments.GetValue(_html) is { } html)
        {
            WholeFile.Write(html, System.Text.Encoding.UTF8.GetBytes(DoctorPage.Render(Path.GetFileName(source), diagnosis)));
            terminal.Error.WriteLine($"wrote {html}");
        }

        if (arguments.GetValue(_output) is { } output)
        {
            var notes = diagnosis.Steps.Where(s => s.IsKept).Select(s => $"{s.Cure}: {s.Text}");
            WholeFile.Write(output, QuantizedPack.Compile(diagnosis.Plan, samples, notes, diagnosis.Damage, data is null ? "calibration data" : "given data", new CompileOptions()).Bytes);
            terminal.Error.WriteLine($"wrote {output}");
        }

        return diagnosis.IsWithinLimit ? ExitCode.Done : ExitCode.AnswerIsNo;
    }

    private void Answer(ParseResult arguments, Terminal terminal, Diagnosis diagnosis, double maxDrop)
    {
        if (!arguments.GetValue(_json))
        {
            DoctorText.Print(terminal, diagnosis, maxDrop);
            return;
        }

        terminal.WriteJson(new
        {
            diagnosis.Reference,
            diagnosis.Warnings,
            layers = diagnosis.Layers.Select(l => new
            {
                op = $"{l.Node.OpCode}",
                l.Node.Name,
                l.SqnrDb,
                l.AloneSqnrDb,
                causes = l.Causes.Select(c => new { kind = $"{c.Kind}", c.Text }),
            }),
            diagnosis.Steps,
            diagnosis.Damage,
            maxDrop,
            withinLimit = diagnosis.IsWithinLimit,
        });
    }
}
