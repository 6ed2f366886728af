using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Onnx;

namespace EdgeTool;

/// <summary>
/// Cases of an ONNX model. Inputs that shapes depend on become constants of the model; such a model is compiled for each case anew.
/// </summary>
internal sealed class OnnxCaseRunner : CaseRunner
{
    private readonly OnnxModel _model;
    private readonly ImportOptions _options;
    private readonly int _threads;
    private Interpreter? _interpreter;
    private Shape[] _shapes = [];
    private List<(int Place, Value Value)> _emptyOutputs = [];

    public OnnxCaseRunner(string path, ImportOptions options, int threads) =>
        (_model, _options, _threads) = (SourceModel.ReadOnnx(path), options, threads);

    public override IReadOnlyList<OnnxType> OutputTypes => [.. _model.Graph.Outputs.Select(o => o.Type)];

    public override IReadOnlyList<RunOutput> Run(IReadOnlyList<string> files, string what)
    {
        var options = WithSizesOf(files);
        var inputs = OnnxInputs.Of(_model, options);
        var declared = OnnxInputs.Given(_model);
        RequireCount(files.Count, inputs.Count, what);
        var bytes = new Dictionary<string, byte[]>();
        for (var i = 0; i < files.Count; i++)
        {
            bytes[inputs[i].Name] = new byte[inputs[i].Info.ByteLength];
            InputFile.Load(files[i], $"input {i} '{inputs[i].Name}'", inputs[i].Info, bytes[inputs[i].Name], declared[i].Type);
        }

        var shapes = inputs.Select(i => i.Shape).ToArray();
        if (_interpreter is null || _emptyOutputs.Count > 0 || _interpreter.InputCount < inputs.Count || !shapes.SequenceEqual(_shapes))
        {
            _shapes = shapes;
            _interpreter?.Dispose();
            _interpreter = null;
            var graph = OnnxRunImport.Import(_model, bytes, options);
            _emptyOutputs = graph.EmptyOutputs;
            if (graph.Outputs.Count == 0)
            {
                return WithEmpty([]);
            }

            var compiled = ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 0 });
            _interpreter = Interpreter.Load(OpenedModel.FromBytes(compiled.Bytes), new InterpreterOptions { Threads = _threads });
        }

        for (var i = 0; i < _interpreter.InputCount; i++)
        {
            bytes[_interpreter.Model.TensorName(_interpreter.Model.Inputs[i])].CopyTo(_interpreter.InputBytes(i));
        }

        _interpreter.Run();
        return WithEmpty(RunOutput.Of(_interpreter));
    }

    /// <summary>The computed outputs, and between them those without elements, which no packed model holds.</summary>
    private List<RunOutput> WithEmpty(List<RunOutput> computed)
    {
        foreach (var (place, value) in _emptyOutputs)
        {
            computed.Insert(place, new RunOutput(value.Info, []));
        }

        return computed;
    }

    /// <summary>Dimensions that the model leaves open and nobody has named have the sizes that the arrays have.</summary>
    private ImportOptions WithSizesOf(IReadOnlyList<string> files)
    {
        var dimensions = new Dictionary<string, int>(_options.Dimensions);
        var inputs = OnnxInputs.Given(_model);
        for (var i = 0; i < Math.Min(files.Count, inputs.Count); i++)
        {
            if (inputs[i].Shape is not { } shape || !shape.Any(OnnxInputs.IsOpen) || !files[i].EndsWith(".npy", StringComparison.OrdinalIgnoreCase) || !File.Exists(files[i]))
            {
                continue;
            }

            var sizes = NpyReader.Read(files[i]).Dimensions;
            for (var axis = 0; axis < Math.Min(shape.Count, sizes.Length); axis++)
            {
                if (!_options.Dimensions.ContainsKey(shape[axis].Symbol))
                {
                    dimensions.TryAdd($"{inputs[i].Name}:{axis}", sizes[axis]);
                }
            }
        }

        return _options with { Dimensions = dimensions };
    }

    public override void Dispose() => _interpreter?.Dispose();
}
