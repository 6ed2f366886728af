namespace EdgeRuntime.Pipeline;

/// <summary>How an <see cref="AnomalyBaseline"/> learns.</summary>
/// <param name="Inferences">First ones, which are taken for usual; at least 2.</param>
/// <param name="Forgetting">Weight of each later one that is usual, 0..1; 0 to learn no more.</param>
/// <param name="LearnWithin">Standard deviations beyond which a later one is not usual.</param>
public sealed record BaselineSettings(int Inferences, double Forgetting = 0, double LearnWithin = 3);
