using System.CommandLine;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary><c>quantize</c>: a float model becomes integers, with the damage measured.</summary>
internal sealed class QuantizeCommand : Verb
{
    private static readonly Dictionary<string, CalibrationMethod?> Methods = new()
    {
        ["auto"] = null,
        ["minmax"] = CalibrationMethod.MinMax,
        ["percentile"] = CalibrationMethod.Percentile99999,
        ["percentile99.99"] = CalibrationMethod.Percentile9999,
        ["entropy"] = CalibrationMethod.Entropy,
        ["mse"] = CalibrationMethod.Mse,
    };

    private static readonly Dictionary<string, WeightSplitExtent> Splits = new()
    {
        ["auto"] = WeightSplitExtent.Measured,
        ["none"] = WeightSplitExtent.None,
        ["all"] = WeightSplitExtent.All,
    };

    private readonly Argument<string> _source = new("SOURCE") { Description = "A float model." };
    private readonly CalibrationData _calibration = new();
    private readonly Option<string> _labels = new("--labels") { Description = "Class names, one to a line, in the order of the output.", HelpName = "F" };
    private readonly Option<string> _pipeline = new("--pipeline") { Description = "Preprocessing that the data goes through and that travels with the weights, as JSON.", HelpName = "F.json" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file: packed (.edge), or ONNX with quantize-dequantize pairs (.onnx).", HelpName = "Q.edge|Q.onnx", Required = true };
    private readonly Option<string> _method = new("--method") { Description = "How ranges follow from the data; auto picks for every tensor by measured damage.", DefaultValueFactory = _ => "auto" };
    private readonly Option<int> _activations = new("--activations") { Description = "Bits of activations: 8, or 16 with 8-bit weights.", DefaultValueFactory = _ => 8 };
    private readonly Option<string> _splitWeights = new("--split-weights") { Description = "With --activations 16, layers whose weights are the sum of two 8-bit tensors: auto takes those that hurt most, until the error is a tenth of that with 8-bit activations.", DefaultValueFactory = _ => "auto" };
    private readonly Option<int> _weights = new("--weights") { Description = "Bits of weights: 8, or 4 packed two to a byte.", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _group = new("--group") { Description = "Weights that share a scale with --weights 4: 32, or 0 for whole channels.", HelpName = "N" };
    private readonly Option<bool> _float16 = new("--float16") { Description = "Store float weights in 16 bits and keep float32 arithmetic; no calibration." };
    private readonly Option<bool> _equalize = new("--equalize") { Description = "Equalize channel ranges across layers and absorb high biases first." };
    private readonly Option<bool> _biasCorrect = new("--bias-correct") { Description = "Remove the mean error of every channel." };
    private readonly Option<bool> _adaRound = new("--adaround") { Description = "Round weights so that outputs change least." };
    private readonly Option<bool> _mixed = new("--mixed") { Description = "16-bit activations where features become scores, so that close scores do not tie." };
    private readonly Option<string> _inputType = new("--input-type") { Description = "float32: the source's own input and output; int8: integers at the border (int16 with --activations 16).", DefaultValueFactory = _ => "float32" };
    private readonly Option<long?> _maxArena = PackCommand.MaxArenaOption();
    private readonly Option<bool> _json = JsonOption();
    private readonly SourceOptions _sourceOptions = new();

    public QuantizeCommand()
        : base("quantize", "Quantizes a float model after training and measures what it costs, with the integer interpreter.", "edgetool quantize resnet.tflite --calibration images/ -o resnet.edge --bias-correct")
    {
        _method.AcceptOnlyFromAmong([.. Methods.Keys]);
        _splitWeights.AcceptOnlyFromAmong([.. Splits.Keys]);
        _inputType.AcceptOnlyFromAmong("float32", "int8");
        Add(_source);
        foreach (var option in _calibration.Options)
        {
            Add(option);
        }

        foreach (var option in (Option[])[_labels, _pipeline, _output, _method, _activations, _splitWeights, _weights, _group, _float16, _equalize, _biasCorrect, _adaRound, _mixed, _inputType, _maxArena, _json])
        {
            Add(option);
        }
        _sourceOptions.AddTo(this);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var (source, output) = (arguments.GetRequiredValue(_source), arguments.GetRequiredValue(_output));
        RefuseWhatIsNotBuilt(arguments, output);
        OpenedModel.RequireFile(source);
        var graph = SourceModel.Import(source, _sourceOptions.Of(arguments));
        ProvenanceStamp.Source(graph, source);
        ContractFiles.Apply(graph, arguments.GetValue(_labels), arguments.GetValue(_pipeline));
        if (arguments.GetValue(_float16))
        {
            var halves = ModelCompiler.Compile(graph, new CompileOptions { Float16 = true, MaxArenaBytes = arguments.GetValue(_maxArena) });
            terminal.Error.WriteLine($"wrote {output}: float weights of 16 bits, {WrittenModel.Write(output, halves):N0} bytes");
            return ExitCode.Done;
        }

        var samples = _calibration.Read(arguments, graph, terminal);
        var options = new QuantizerOptions
        {
            Method = Methods[arguments.GetValue(_method)!],
            Activations = arguments.GetValue(_activations) == 16 ? ElementType.Int16 : ElementType.Int8,
            Weights = arguments.GetValue(_weights) == 8 ? WeightFormat.Int8 : arguments.GetValue(_group) == 0 ? WeightFormat.Int4 : WeightFormat.Int4Groups,
            SplitWeights = Splits[arguments.GetValue(_splitWeights)!],
            IntegerInterface = arguments.GetValue(_inputType) == "int8",
            Equalize = arguments.GetValue(_equalize),
            BiasCorrect = arguments.GetValue(_biasCorrect),
            AdaRound = arguments.GetValue(_adaRound),
            WideHead = arguments.GetValue(_mixed),
        };
        using var progress = new StageProgress(terminal);
        var original = GraphCopy.Of(graph);
        var plan = Quantizer.Plan(graph, samples, options, progress.Report);
        var meter = new DamageMeter(original, samples, done => progress.Report("measuring", done, samples.Count));
        var damage = meter.Measure(plan);
        progress.Dispose();
        var compiled = QuantizedPack.Compile(plan, samples, [QuantizationText.Of(options, plan, samples.Count)], damage, "calibration data", new CompileOptions { MaxArenaBytes = arguments.GetValue(_maxArena) });
        var writtenBytes = WrittenModel.Write(output, compiled);
        if (arguments.GetValue(_json))
        {
            terminal.WriteJson(new { samples = samples.Count, samples.Rule, reference = meter.Reference.Top1, damage, notes = compiled.Graph.Contract.Provenance.Notes, bytes = writtenBytes });
        }
        else
        {
            terminal.Out.WriteLine(QuantizationText.Of(options, plan, samples.Count));
            terminal.Out.WriteLine(QuantizationText.Of(damage, meter.Reference));
        }

        terminal.Error.WriteLine($"wrote {output}");
        return ExitCode.Done;
    }

    private void RefuseWhatIsNotBuilt(ParseResult arguments, string output)
    {
        WrittenModel.CheckPath(output);
        if (arguments.GetValue(_maxArena) is not null && !output.EndsWith(".edge", StringComparison.OrdinalIgnoreCase))
        {
            throw ToolException.Usage("--max-arena plans the memory of a packed model: write an .edge file.");
        }

        if (arguments.GetValue(_weights) is not (8 or 4))
        {
            throw new ToolException(ExitCode.Unsupported, $"--weights {arguments.GetValue(_weights)}: this version quantizes weights to 8 or 4 bits only.");
        }

        if (arguments.GetValue(_group) is var group && group != 0 && (group != ConstantStorages.GroupLength || arguments.GetValue(_weights) != 4))
        {
            throw new ToolException(ExitCode.Unsupported, $"--group {group}: groups hold {ConstantStorages.GroupLength} weights of 4 bits.");
        }

        if (arguments.GetValue(_float16) && _calibration.IsGiven(arguments))
        {
            throw ToolException.Usage("--calibration makes integers and --float16 keeps the model float: give one of them.");
        }

        if (arguments.GetValue(_splitWeights) == "all" && (arguments.GetValue(_activations) != 16 || arguments.GetValue(_weights) != 8))
        {
            throw ToolException.Usage("--split-weights all splits weights of 8 bits that meet activations of 16: give --activations 16 and no --weights 4.");
        }

        if (arguments.GetValue(_activations) is not (8 or 16))
        {
            throw new ToolException(ExitCode.Unsupported, $"--activations {arguments.GetValue(_activations)}: this version quantizes activations to 8 or 16 bits only.");
        }
    }
}
