using System.CommandLine;
using EdgeRuntime.Inference;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary><c>verify</c>: proves a packed file and that it computes what it should.</summary>
internal sealed class VerifyCommand : Verb
{
    private const int Seed = 20260101;

    private readonly Argument<string> _model = new("MODEL") { Description = "A packed .edge file." };
    private readonly Option<string> _against = new("--against") { Description = "Compare layer by layer with this source model.", HelpName = "SOURCE" };
    private readonly Option<int> _samples = new("--samples") { Description = "Random inputs for --against.", HelpName = "N", DefaultValueFactory = _ => 10 };

    public VerifyCommand()
        : base("verify", "Proves the memory plan, runs the self-test on every kernel set of this machine, compares with the source. Exit code 1 if anything differs.",
            "edgetool verify kws.edge --against kws.tflite --samples 20")
    {
        Add(_model);
        Add(_against);
        Add(_samples);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var path = arguments.GetRequiredValue(_model);
        if (arguments.GetValue(_samples) < 1)
        {
            throw ToolException.Usage("--samples takes a number from 1.");
        }

        OpenedModel.RequireFile(path);
        if (!OpenedModel.IsPacked(path))
        {
            throw ToolException.Usage($"{path} is no packed file: pack it first, then edgetool verify M.edge --against {path}");
        }

        using (var model = OpenedModel.Open(path))
        {
            terminal.Out.WriteLine($"plan       proved: {model.Steps.Length} steps, arena {Tables.Number(model.ArenaBytes)} bytes, content {model.ContentHash}");
        }

        var isSame = RunSelfTest(path, terminal);
        if (arguments.GetValue(_against) is { } source)
        {
            isSame &= CompareWith(source, path, arguments.GetValue(_samples), terminal);
        }

        return isSame ? ExitCode.Done : ExitCode.AnswerIsNo;
    }

    private static bool RunSelfTest(string path, Terminal terminal)
    {
        var isSame = true;
        foreach (var result in FeatureSubsets.Run(() => OpenedModel.Open(path)))
        {
            terminal.Out.WriteLine($"self-test  {result.Features} ({result.Kernels}): {(result.Report.Cases == 0 ? "the file carries no vectors" : result.Report.ToString())}");
            isSame &= result.Report.Passed;
        }

        return isSame;
    }

    private static bool CompareWith(string source, string path, int samples, Terminal terminal)
    {
        OpenedModel.RequireFile(source);
        using var packed = OpenedModel.Load(path);
        using var reference = Interpreter.Load(OpenedModel.Open(source, new CompileOptions { Simplify = false }));
        var comparison = new LayerComparison(packed, reference);
        var random = new Random(Seed);
        using var progress = terminal.Progress("comparing", samples);
        for (var sample = 0; sample < samples; sample++)
        {
            if (comparison.Compare(random) is { } difference)
            {
                terminal.Out.WriteLine($"against    differs at sample {sample} (seed {Seed}): {difference}");
                return false;
            }

            progress.Report(sample + 1);
        }

        terminal.Out.WriteLine($"against    {source}: {samples} random inputs, {comparison.ComparedTensors} tensors of {packed.StepCount} steps compared, all the same");
        return true;
    }
}
