using System.CommandLine;

namespace EdgeTool;

/// <summary><c>run</c>: one inference, or several in order on one interpreter.</summary>
internal sealed class RunCommand : Verb
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A packed .edge file, or a .tflite or .onnx model." };
    private readonly Option<string[]> _input = new("--input", "-i")
    {
        Description = "The model's inputs in its order: .npy, or raw bytes of the input's type and layout.",
        HelpName = "FILE",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _case = new(CaseGroups.CaseOption)
    {
        Description = "The inputs that follow are a further inference; state carries over, outputs go to case_0, case_1 ...",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<string> _outputDir = new("--output-dir", "-d")
    {
        Description = "Folder for output_0.npy, output_0.bin ...",
        HelpName = "D",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<int> _threads = ThreadsOption();
    private readonly SourceOptions _sourceOptions = new();

    public RunCommand()
        : base("run", "Runs one inference, or several in order on one interpreter.",
            "edgetool run kws.edge --input window0.npy --case --input window1.npy --output-dir out")
    {
        Add(_model);
        Add(_input);
        Add(_case);
        Add(_outputDir);
        Add(_threads);
        _sourceOptions.AddTo(this);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var groups = CaseGroups.From(arguments, _input);
        using var runner = CaseRunner.Open(arguments.GetRequiredValue(_model), _sourceOptions.Of(arguments), arguments.GetValue(_threads));
        var outputDir = arguments.GetRequiredValue(_outputDir);
        using var progress = terminal.Progress("running", groups.Cases.Count);
        for (var c = 0; c < groups.Cases.Count; c++)
        {
            var outputs = runner.Run(groups.Cases[c], groups.AreNumbered ? $"case {c}" : "--input");
            var folder = groups.AreNumbered ? Path.Combine(outputDir, $"case_{c}") : outputDir;
            OutputFiles.Write(outputs, folder, runner.OutputTypes);
            OutputFiles.Print(outputs, folder, terminal);
            progress.Report(c + 1);
        }

        return ExitCode.Done;
    }
}
