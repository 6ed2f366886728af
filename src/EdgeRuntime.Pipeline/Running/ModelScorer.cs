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
    private readonly ReconstructionError? _error;
    private readonly byte[] _given = [];

    /// <summary>Takes ownership of <paramref name="interpreter"/>.</summary>
    /// <param name="interpreter">The model.</param>
    /// <param name="kind">What of it is judged.</param>
    /// <exception cref="ContractException">The model does not fit a pipeline: more than one input, types, labels or stages.</exception>
    public ModelScorer(Interpreter interpreter, ScoreKind kind = ScoreKind.Output)
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
        var (labels, outputCount) = (interpreter.Model.Contract.Labels, _output.Shape.ElementCount);
        if (interpreter.Model.Contract.Statistics is { } statistics)
        {
            Drift = new DriftMonitor(statistics, interpreter.InputInfo(0), outputCount);
            _counted = new float[outputCount];
        }

        if (kind == ScoreKind.ReconstructionError)
        {
            _given = new byte[interpreter.InputInfo(0).ByteLength];
            (_error, Labels) = (new ReconstructionError(interpreter.InputInfo(0), _output), ["anomaly"]);
            return;
        }

        if (labels.Count != 0 && labels.Count != outputCount)
        {
            throw new ContractException($"the model has {labels.Count} labels for {outputCount} scores");
        }

        Labels = labels.Count != 0 ? [.. labels] : [.. Enumerable.Range(0, outputCount).Select(i => $"class{i}")];
    }

    /// <summary>What of the model is judged.</summary>
    public ScoreKind Kind => _error is null ? ScoreKind.Output : ScoreKind.ReconstructionError;

    public Interpreter Interpreter => _interpreter;

    public int ElementCount => _preprocessor.WindowElementCount;

    public SampleStream? Stream => _preprocessor.Stream;

    public IReadOnlyList<string> Labels { get; }

    public DriftMonitor? Drift { get; }

    public void Score(ReadOnlySpan<float> window, Span<float> scores)
    {
        var input = _interpreter.InputBytes(0);
        _preprocessor.FillWindow(window, input);
        Drift?.Keep(input);
        if (_error is null)
        {
            _interpreter.Run();
            ScoreReader.Read(_output, _interpreter.OutputBytes(0), scores);
            return;
        }

        // Kept before the run: the plan may give the input's place to others.
        input.CopyTo(_given);
        _interpreter.Run();
        scores[0] = _error.Of(_given, _interpreter.OutputBytes(0));
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
