using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Onnx;

namespace EdgeTool;

/// <summary>Runs cases of input files on one model, one after another, with the state carried over.</summary>
internal abstract class CaseRunner : IDisposable
{
    /// <param name="path">A packed or a source model.</param>
    /// <param name="options">What an ONNX file leaves open.</param>
    /// <param name="threads">Threads that compute one inference.</param>
    public static CaseRunner Open(string path, ImportOptions options, int threads)
    {
        OpenedModel.RequireFile(path);
        return !OpenedModel.IsPacked(path) && SourceModel.IsOnnx(path)
            ? new OnnxCaseRunner(path, options, threads)
            : new PlainCaseRunner(OpenedModel.Load(path, threads, options));
    }

    /// <summary>Types that an ONNX model declares for its outputs; empty for other models, whose outputs are of the types that compute them.</summary>
    public virtual IReadOnlyList<OnnxType> OutputTypes => [];

    /// <summary>One inference.</summary>
    /// <param name="files">The model's inputs in its order.</param>
    /// <param name="what">The case, for messages.</param>
    /// <returns>The outputs in the model's order.</returns>
    /// <exception cref="ToolException">The files are not what the model takes.</exception>
    public abstract IReadOnlyList<RunOutput> Run(IReadOnlyList<string> files, string what);

    public abstract void Dispose();

    protected static void RequireCount(int files, int inputs, string what)
    {
        if (files != inputs)
        {
            throw ToolException.Usage($"{what} names {files} file(s), but the model has {inputs} input(s).");
        }
    }

    private sealed class PlainCaseRunner(Interpreter interpreter) : CaseRunner
    {
        public override IReadOnlyList<RunOutput> Run(IReadOnlyList<string> files, string what)
        {
            RequireCount(files.Count, interpreter.InputCount, what);
            for (var i = 0; i < files.Count; i++)
            {
                var name = $"input {i} '{interpreter.Model.TensorName(interpreter.Model.Inputs[i])}'";
                InputFile.Load(files[i], name, interpreter.InputInfo(i), interpreter.InputBytes(i));
            }

            interpreter.Run();
            return RunOutput.Of(interpreter);
        }

        public override void Dispose() => interpreter.Dispose();
    }
}
