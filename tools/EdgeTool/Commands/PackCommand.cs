using System.CommandLine;
using EdgeRuntime.Inference;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary><c>pack</c>: a source model becomes a packed file, with a report.</summary>
internal sealed class PackCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "A .tflite or .onnx model, or an .edge file to repack." };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The packed file.", HelpName = "M.edge", Required = true };
    private readonly Option<string> _target = TargetOption();
    private readonly Option<long?> _maxArena = MaxArenaOption();
    private readonly Option<string> _labels = new("--labels") { Description = "Class names, one to a line, in the order of the output.", HelpName = "F" };
    private readonly Option<string> _pipeline = new("--pipeline")
    {
        Description = "Preprocessing and decision defaults that travel with the weights, as JSON.",
        HelpName = "F.json",
    };

    private readonly Option<string> _name = new("--name") { Description = "Name of the model.", HelpName = "N" };
    private readonly Option<bool> _float32 = new("--float32") { Description = "Keep a float model in float32." };
    private readonly Option<bool> _float16 = new("--float16") { Description = "Keep a float model in float32 with its weights stored in 16 bits." };
    private readonly CalibrationData _calibration = new();
    private readonly Option<bool> _json = JsonOption();
    private readonly SourceOptions _sourceOptions = new();

    public PackCommand()
        : base("pack", "Packs a source model into one flat file that the board maps and runs.", "edgetool pack kws.tflite -o kws.edge --labels words.txt --target zero2w")
    {
        Add(_source);
        Add(_output);
        Add(_target);
        Add(_maxArena);
        Add(_labels);
        Add(_pipeline);
        Add(_name);
        Add(_float32);
        Add(_float16);
        foreach (var option in _calibration.Options)
        {
            Add(option);
        }

        Add(_json);
        _sourceOptions.AddTo(this);
    }

    public static Option<string> TargetOption()
    {
        var option = new Option<string>("--target") { Description = "Board whose kernels then read the weights in place; every board runs every file." };
        option.AcceptOnlyFromAmong([.. TargetBoard.All.Select(board => board.Name)]);
        return option;
    }

    public static Option<long?> MaxArenaOption()
    {
        var option = new Option<long?>("--max-arena")
        {
            Description = "Largest arena: what peaks above it is computed in bands of rows, for some arithmetic more and the same results.",
            HelpName = "BYTES",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() is < 1)
            {
                result.AddError("--max-arena takes a number of bytes, 1 at least.");
            }
        });
        return option;
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var source = arguments.GetRequiredValue(_source);
        OpenedModel.RequireFile(source);
        var graph = SourceModel.Import(source, _sourceOptions.Of(arguments));
        ProvenanceStamp.Source(graph, source);

        // Graphs that spell integers as quantize-dequantize pairs show only then what they compute in.
        GraphSimplifier.Simplify(graph);
        SignLowering.Apply(graph);
        var share = FloatShare.Of(graph);
        var isQuantizing = share.IsFloat && _calibration.IsGiven(arguments);
        var (isHalf, isKept) = (arguments.GetValue(_float16), arguments.GetValue(_float32) || arguments.GetValue(_float16));
        if (share.IsFloat && !isQuantizing && !isKept)
        {
            throw ToolException.BadData(
                $"{source} computes in float32 ({share.FloatNodes} of {share.Nodes} computing nodes): give --calibration DATA to quantize it, or --float32 or --float16 to keep it float.");
        }

        if (isQuantizing && isKept)
        {
            throw ToolException.Usage("--calibration quantizes and --float32 and --float16 keep the model float: give one of them.");
        }

        if (arguments.GetValue(_name) is { } name)
        {
            graph.Contract.Name = name;
        }

        ContractFiles.Apply(graph, arguments.GetValue(_labels), arguments.GetValue(_pipeline));
        var target = arguments.GetValue(_target) ?? "";
        var options = new CompileOptions { Target = target, MaxArenaBytes = arguments.GetValue(_maxArena) };
        var keeping = options with { Simplify = false, Float16 = isHalf };
        var compiled = isQuantizing ? Quantize(arguments, graph, options, terminal) : ModelCompiler.Compile(graph, keeping);
        if (!isQuantizing && _calibration.IsGiven(arguments))
        {
            // The integers stay as they are; what the examples look like to them is stored for the board to compare with.
            compiled = CalibrationBaseline.Add(compiled, _calibration.Read(arguments, graph, terminal), keeping);
        }

        var output = arguments.GetRequiredValue(_output);
        WholeFile.Write(output, compiled.Bytes);
        using var interpreter = Interpreter.Load(OpenedModel.FromBytes(compiled.Bytes));
        var report = ModelReport.Of(interpreter);
        if (arguments.GetValue(_json))
        {
            terminal.WriteJson(report);
        }
        else
        {
            terminal.Print(report, interpreter.Model);
        }

        terminal.Error.WriteLine($"wrote {output}");
        return ExitCode.Done;
    }

    /// <summary>Plain integers, and integers with every cure that costs the board next to nothing; what measures better is packed.</summary>
    private CompiledModel Quantize(ParseResult arguments, Graph graph, CompileOptions packing, Terminal terminal)
    {
        var samples = _calibration.Read(arguments, graph, terminal);
        using var progress = new StageProgress(terminal);
        var meter = new DamageMeter(graph, samples, done => progress.Report("running the float model", done, samples.Count));
        QuantizerOptions[] choices = [new(), new() { AdaRound = true, BiasCorrect = true, WideHead = true }];
        var (options, plan, damage) = choices.Select(o => (Options: o, Plan: Quantizer.Plan(graph, samples, o, progress.Report)))
            .Select(c => (c.Options, c.Plan, Damage: meter.Measure(c.Plan))).MaxBy(c => c.Damage.SqnrDb);
        progress.Dispose();
        terminal.Error.WriteLine(QuantizationText.Of(options, plan, samples.Count));
        terminal.Error.WriteLine(QuantizationText.Of(damage, meter.Reference));
        return QuantizedPack.Compile(plan, samples, [QuantizationText.Of(options, plan, samples.Count)], damage, "calibration data", packing);
    }
}
