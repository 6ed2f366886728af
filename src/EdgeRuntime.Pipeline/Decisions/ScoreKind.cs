namespace EdgeRuntime.Pipeline;

/// <summary>What of a model is judged.</summary>
public enum ScoreKind
{
    /// <summary>Its output, one score per class.</summary>
    Output,

    /// <summary>How far its output is from its input, as an autoencoder's: the mean of the squared differences, in real units. One class, anomaly.</summary>
    ReconstructionError,
}
