using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>A loaded model with its contract's preprocessing: one input fed from samples, the first output read as scores.</summary>
public sealed class ModelScorer : IScorer
{
    private readonly Interpreter _interpreter;
    private readonly Preprocessor _preprocessor;
    private readonly OperandInfo _output;
    private readonly float[] _counted = [];

    /// <summary>Takes ownership of <paramref name="interpreter"/>.</summary>
    /// <exception cref="ContractException">The model does not fit a pipeline: more than one input, types, labels or stages.</exception>
    public ModelScorer(Interpreter interpreter)
    {
        _interpreter = interpreter;
        if (interpreter.InputCount != 1)
        {
            throw new ContractException($"the model has {interpreter.InputCount} inputs; a pipeline feeds exactly 1");
        }

        _output = interpreter.OutputInfo(0);
        if (!ScoreReader.CanRead(_output))
        {
            throw new ContractException($"output 0 is {_output}; a pipeline reads float32 or quantized scores");
        }

        _preprocessor = Preprocessor.Create(interpreter.Model.Contract, interpreter.InputInfo(0));
        var (labels, classCount) = (interpreter.Model.Contract.Labels, _output.Shape.ElementCount);
        if (labels.Count != 0 && labels.Count != classCount)
        {
            throw new ContractException($"the model has {labels.Count} labels for {classCount} scores");
        }

        if (interpreter.Model.Contract.Statistics is { } statistics)
        {
            Drift = new DriftMonitor(statistics, interpreter.InputInfo(0), classCount);
            _counted = new float[classCount];
        }

        Labels = labels.Count != 0 ? [.. labels] : [.. Enumerable.Range(0, classCount).Select(i => $"class{i}")];
    }

    public Interpreter Interpreter => _interpreter;

    public int ElementCount => _preprocessor.ElementCount;

    public IReadOnlyList<string> Labels { get; }

    public DriftMonitor? Drift { get; }

    public void Score(ReadOnlySpan<float> window, Span<float> scores)
    {
        _preprocessor.Fill(window, _interpreter.InputBytes(0));
        Drift?.Keep(_interpreter.InputBytes(0));
        _interpreter.Run();
        ScoreReader.Read(_output, _interpreter.OutputBytes(0), scores);
    }

    public void Observe(ReadOnlySpan<float> window)
    {
        if (Drift is { } drift)
        {
            ScoreReader.Read(_output, _interpreter.OutputBytes(0), _counted);
            drift.Count(_counted);
        }
    }

    public void Dispose() => _interpreter.Dispose();
}
