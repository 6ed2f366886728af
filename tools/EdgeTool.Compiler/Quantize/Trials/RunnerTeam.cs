using System.Collections.Concurrent;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Interpreters of one graph, packed once, that run examples on all processors.</summary>
internal sealed class RunnerTeam(Graph graph) : IDisposable
{
    private readonly ConcurrentBag<GraphRunner> _idle = [];
    private readonly byte[] _packed = Packer.Pack(graph, new CompileOptions { SelfTestCases = 0 }).Bytes;

    /// <param name="first">First example.</param>
    /// <param name="end">End of the examples.</param>
    /// <param name="run">Runs one example; called from several threads.</param>
    /// <exception cref="ImportException"><paramref name="run"/> threw it.</exception>
    public void Over(int first, int end, Action<GraphRunner, int> run)
    {
        try
        {
            Parallel.For(first, end, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, () => _idle.TryTake(out var idle) ? idle : new GraphRunner(graph, _packed),
                (example, _, runner) =>
                {
                    run(runner, example);
                    return runner;
                }, _idle.Add);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<ImportException>().FirstOrDefault() is { } cause)
        {
            throw new ImportException(cause.Message, e);
        }
    }

    public void Dispose()
    {
        foreach (var runner in _idle)
        {
            runner.Dispose();
        }
    }
}
