using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>What is inside a packed model, as people and scripts read it. Sizes in bytes; shapes outermost dimension first.</summary>
public sealed record ModelReport
{
    public required string Name { get; init; }

    public required string ContentHash { get; init; }

    public required long FileBytes { get; init; }

    public required long WeightBytes { get; init; }

    /// <summary>How the constants are stored, the most bytes first.</summary>
    public required IReadOnlyList<StorageReport> Storages { get; init; }

    public required long ArenaBytes { get; init; }

    /// <summary>Most bytes live at one step: no plan can take less.</summary>
    public required long MaxLiveBytes { get; init; }

    public required long Macs { get; init; }

    public required int SelfTestCases { get; init; }

    public required IReadOnlyList<TensorReport> Inputs { get; init; }

    public required IReadOnlyList<TensorReport> Outputs { get; init; }

    public required IReadOnlyList<OperatorReport> Operators { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>Preprocessing, labels and decision defaults that travel with the weights.</summary>
    public required ModelContract Contract { get; init; }

    /// <summary>Reads a loaded model; kernels are those bound on this machine.</summary>
    public static ModelReport Of(Interpreter interpreter)
    {
        var model = interpreter.Model;
        var operators = Enumerable.Range(0, model.Steps.Length).Select(s => OperatorReport.Of(interpreter, s)).ToList();
        var weightBytes = 0L;
        foreach (ref readonly var tensor in model.Tensors)
        {
            weightBytes += tensor.Kind == TensorKind.Constant ? tensor.StoredBytes : 0;
        }

        return new ModelReport
        {
            Name = model.Contract.Name,
            ContentHash = model.ContentHash,
            FileBytes = model.LengthBytes,
            WeightBytes = weightBytes,
            Storages = StorageReport.Of(model),
            ArenaBytes = model.ArenaBytes,
            MaxLiveBytes = ArenaReport.Of(model).MaxLiveBytes,
            Macs = operators.Sum(o => o.Macs),
            SelfTestCases = model.SelfTestCount,
            Inputs = TensorReport.Of(model, model.Inputs),
            Outputs = TensorReport.Of(model, model.Outputs),
            Operators = operators,
            Provenance = model.Contract.Provenance,
            Contract = model.Contract,
        };
    }
}
