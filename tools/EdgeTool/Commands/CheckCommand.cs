using System.CommandLine;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary><c>check</c>: can a source model be packed? Every node that cannot is named at once.</summary>
internal sealed class CheckCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "A .tflite or .onnx model, or a packed .edge file." };
    private readonly Option<string> _target = PackCommand.TargetOption();
    private readonly Option<bool> _json = JsonOption();
    private readonly SourceOptions _sourceOptions = new();

    public CheckCommand()
        : base("check", "Says whether a model can be packed; names every node that cannot. Exit code 1 if it cannot.", "edgetool check model.tflite")
    {
        Add(_source);
        Add(_target);
        Add(_json);
        _sourceOptions.AddTo(this);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var source = arguments.GetRequiredValue(_source);
        OpenedModel.RequireFile(source);
        try
        {
            var graph = SourceModel.Import(source, _sourceOptions.Of(arguments));
            var nodes = graph.Nodes.Count;
            var compiled = ModelCompiler.Compile(graph, new CompileOptions { Target = arguments.GetValue(_target) ?? "" });
            Answer(arguments, terminal, [], $"{source}: can be packed ({nodes} nodes{(compiled.FloatShare.IsFloat ? ", float: pack it with --float32" : "")}).");
            return ExitCode.Done;
        }
        catch (UnsupportedModelException e)
        {
            Answer(arguments, terminal, e.Nodes, $"{source}: {Failure.UnsupportedList(e.Nodes)}");
            return ExitCode.AnswerIsNo;
        }
    }

    private void Answer(ParseResult arguments, Terminal terminal, IReadOnlyList<UnsupportedNode> nodes, string text)
    {
        if (arguments.GetValue(_json))
        {
            terminal.WriteJson(new { supported = nodes.Count == 0, unsupported = nodes });
        }
        else
        {
            terminal.Out.WriteLine(text);
        }
    }
}
