using System.CommandLine;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary><c>verify</c>: proves a packed file and that it computes what it should.</summary>
internal sealed class VerifyCommand : Verb
{
    private const int Seed = 20260101;

    private readonly Argument<string> _model = new("MODEL") { Description = "A packed .edge file." };
    private readonly Option<string> _against = new("--against") { Description = "Compare layer by layer with this source model.", HelpName = "SOURCE" };
    private readonly Option<int> _samples = new("--samples") { Description = "Random inputs for --against.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> _json = JsonOption();
    private readonly SourceOptions _sourceOptions = new();

    public VerifyCommand()
        : base("verify", "Proves the memory plan, runs the self-test on every kernel set of this machine, compares with the source. Exit code 1 if anything differs.",
            "edgetool verify kws.edge --against kws.tflite --samples 20")
    {
        Add(_model);
        Add(_against);
        Add(_samples);
        Add(_json);
        _sourceOptions.AddTo(this);
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

        using var model = OpenedModel.Open(path);
        var selfTest = FeatureSubsets.Run(() => OpenedModel.Open(path)).ToList();
        var against = arguments.GetValue(_against) is { } source ? CompareWith(source, path, _sourceOptions.Of(arguments), arguments.GetValue(_samples), terminal) : null;
        var isSame = selfTest.All(r => r.Report.Passed) && against?.Difference is null;
        if (arguments.GetValue(_json))
        {
            terminal.WriteJson(new
            {
                same = isSame,
                model.ContentHash,
                model.ArenaBytes,
                selfTest = selfTest.Select(r => new { r.Features, r.Kernels, r.Report.Cases, r.Report.Passed, r.Report.Difference }),
                against,
            });
        }
        else
        {
            Print(terminal, model, selfTest, against);
        }

        return isSame ? ExitCode.Done : ExitCode.AnswerIsNo;
    }

    private static SourceComparison CompareWith(string source, string path, ImportOptions options, int samples, Terminal terminal)
    {
        OpenedModel.RequireFile(source);
        using var packed = OpenedModel.Load(path);
        using var reference = Interpreter.Load(OpenedModel.Open(source, new CompileOptions { Simplify = false, Import = options }));
        var comparison = new LayerComparison(packed, reference, SourceModel.IsOnnx(source) ? ITensorCloseness.NearTo(packed.Model) : ITensorCloseness.Same);
        var random = new Random(Seed);
        using var progress = terminal.Progress("comparing", samples);
        for (var sample = 0; sample < samples; sample++)
        {
            if (comparison.Compare(random) is { } difference)
            {
                return new SourceComparison(source, sample + 1, comparison.ComparedTensors, difference);
            }

            progress.Report(sample + 1);
        }

        return new SourceComparison(source, samples, comparison.ComparedTensors, null);
    }

    private static void Print(Terminal terminal, ModelFile model, IEnumerable<SubsetResult> selfTest, SourceComparison? against)
    {
        terminal.Out.WriteLine($"plan       proved: {model.Steps.Length} steps, arena {Tables.Number(model.ArenaBytes)} bytes, content {model.ContentHash}");
        foreach (var result in selfTest)
        {
            var text = result.Report.Cases == 0 ? "the file carries no vectors" : result.Report.ToString();
            terminal.Out.WriteLine($"self-test  {result.Features} ({result.Kernels}): {text}");
        }

        if (against is not null)
        {
            terminal.Out.WriteLine(against.Difference is { } difference
                ? $"against    {against.Source}: input {against.Samples} (seed {Seed}) differs at {difference}"
                : $"against    {against.Source}: {against.Samples} random inputs, {against.ComparedTensors} tensors of {model.Steps.Length} steps compared, all the same");
        }
    }

    /// <param name="Source">The model compared with.</param>
    /// <param name="Samples">Random inputs run, the one that differs included.</param>
    /// <param name="ComparedTensors">Tensors that both models have.</param>
    /// <param name="Difference">Null when there is none.</param>
    private sealed record SourceComparison(string Source, int Samples, int ComparedTensors, LayerDifference? Difference);
}
