using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>A pipeline's model.</summary>
/// <param name="Scorer">What the pipeline scores with; owns everything.</param>
/// <param name="Model">The model that it begins with.</param>
public sealed record LoadedModel(IScorer Scorer, ModelScorer Model) : IDisposable
{
    public void Dispose() => Scorer.Dispose();
}
