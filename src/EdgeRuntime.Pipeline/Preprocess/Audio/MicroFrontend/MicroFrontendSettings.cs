namespace EdgeRuntime.Pipeline;

/// <summary>What may be chosen of <see cref="MicroFrontend"/>.</summary>
/// <param name="SampleRateHz">Samples per second.</param>
/// <param name="FrameLength">Samples of one frame.</param>
/// <param name="Channels">Mel channels.</param>
/// <param name="LowHz">Where they begin.</param>
/// <param name="HighHz">Where they end.</param>
internal sealed record MicroFrontendSettings(double SampleRateHz, int FrameLength, int Channels, double LowHz, double HighHz)
{
    /// <summary>Weight of the newest frame in the noise estimate of channels 0, 2, ...; 0..1.</summary>
    public double EvenSmoothing { get; init; } = 0.025;

    /// <summary>The same of channels 1, 3, ...</summary>
    public double OddSmoothing { get; init; } = 0.06;

    /// <summary>Share of a channel that noise suppression always leaves; 0..1.</summary>
    public double MinSignalRemaining { get; init; } = 0.05;

    public bool HasPcan { get; init; } = true;

    /// <summary>How far the gain follows the noise; 0 for not at all.</summary>
    public float PcanStrength { get; init; } = 0.95f;

    /// <summary>Noise below which the gain grows no more.</summary>
    public float PcanOffset { get; init; } = 80;
}
