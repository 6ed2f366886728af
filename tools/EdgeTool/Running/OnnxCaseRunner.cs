using EdgeRuntime.Inference;
using EdgeTool.Compiler;
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

    public OnnxCaseRunner(string path, ImportOptions options, int threads) =>
        (_model, _options, _threads) = (SourceModel.ReadOnnx(path), options, threads);

    public override Interpreter Run(IReadOnlyList<string> files, string what)
    {
        var inputs = OnnxInputs.Of(_model, _options);
        RequireCount(files.Count, inputs.Count, what);
        var bytes = new Dictionary<string, byte[]>();
        for (var i = 0; i < files.Count; i++)
        {
            bytes[inputs[i].Name] = new byte[inputs[i].Info.ByteLength];
            InputFile.Load(files[i], $"input {i} '{inputs[i].Name}'", inputs[i].Info, bytes[inputs[i].Name]);
        }

        if (_interpreter is null || _interpreter.InputCount < inputs.Count)
        {
            _interpreter?.Dispose();
            _interpreter = null;
            var graph = OnnxRunImport.Import(_model, bytes, _options);
            var compiled = ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 0 });
            _interpreter = Interpreter.Load(OpenedModel.FromBytes(compiled.Bytes), new InterpreterOptions { Threads = _threads });
        }

        for (var i = 0; i < _interpreter.InputCount; i++)
        {
            bytes[_interpreter.Model.TensorName(_interpreter.Model.Inputs[i])].CopyTo(_interpreter.InputBytes(i));
        }

        _interpreter.Run();
        return _interpreter;
    }

    public override void Dispose() => _interpreter?.Dispose();
}
