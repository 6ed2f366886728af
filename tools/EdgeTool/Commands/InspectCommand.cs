using System.CommandLine;
using System.Text;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary><c>inspect</c>: what is inside a model.</summary>
internal sealed class InspectCommand : Verb
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A packed .edge file, or a .tflite or .onnx model." };
    private readonly Option<bool> _json = JsonOption();
    private readonly Option<string> _html = new("--html") { Description = "Write one self-contained page.", HelpName = "F" };
    private readonly SourceOptions _sourceOptions = new();

    public InspectCommand()
        : base("inspect", "Shows operators, shapes, quantization, memory plan and provenance of a model.", "edgetool inspect kws.edge --html kws.html")
    {
        Add(_model);
        Add(_json);
        Add(_html);
        _sourceOptions.AddTo(this);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        using var interpreter = OpenedModel.Load(arguments.GetRequiredValue(_model), options: _sourceOptions.Of(arguments));
        var report = ModelReport.Of(interpreter);
        if (arguments.GetValue(_html) is { } page)
        {
            WholeFile.Write(page, Encoding.UTF8.GetBytes(ModelReportPage.Render(report, interpreter.Model)));
            terminal.Error.WriteLine($"wrote {page}");
        }

        if (arguments.GetValue(_json))
        {
            terminal.WriteJson(report);
        }
        else if (arguments.GetValue(_html) is null)
        {
            terminal.Print(report, interpreter.Model);
        }

        return ExitCode.Done;
    }
}
