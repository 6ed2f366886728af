namespace EdgeRuntime.Pipeline;

/// <summary>A window of samples to one score per class. Neither throws nor allocates.</summary>
public interface IScorer : IDisposable
{
    /// <summary>Samples of one window, all channels counted.</summary>
    int ElementCount { get; }

    IReadOnlyList<string> Labels { get; }

    /// <summary>What the sensor's samples pass before they are cut into windows; null when nothing does. The pipeline's thread feeds it.</summary>
    SampleStream? Stream => null;

    /// <param name="window">(samples, channels), <see cref="ElementCount"/> in all.</param>
    /// <param name="scores">One per label.</param>
    void Score(ReadOnlySpan<float> window, Span<float> scores);

    /// <summary>Compares what it meets with its calibration; null for a model without statistics of it.</summary>
    DriftMonitor? Drift => null;

    /// <summary>Told of the window just scored, once its decisions are acted on: time that no decision waits for.</summary>
    void Observe(ReadOnlySpan<float> window)
    {
    }
}
