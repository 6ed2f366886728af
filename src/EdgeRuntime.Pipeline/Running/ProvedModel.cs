using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>A packed model as a pipeline takes it: proved, bound, and found to compute on this machine what its file says.</summary>
public static class ProvedModel
{
    /// <exception cref="ModelFormatException">The file is refused, or its self-test differs.</exception>
    /// <exception cref="ContractException">It does not fit a pipeline.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ModelScorer Load(string path, int threads, ScoreKind kind = ScoreKind.Output)
    {
        var scorer = new ModelScorer(Interpreter.Load(path, new InterpreterOptions { Threads = threads }), kind);
        try
        {
            SelfTest.Run(scorer.Interpreter).Require();
            return scorer;
        }
        catch
        {
            scorer.Dispose();
            throw;
        }
    }
}
