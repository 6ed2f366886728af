namespace EdgeRuntime.Pipeline;

/// <summary>Takes windows that a person should look at. Neither waits nor allocates.</summary>
public interface ISampleSink : IDisposable
{
    /// <summary>Offers a window once its decision is made.</summary>
    /// <param name="window">(frames, channels), raw; valid during the call.</param>
    /// <param name="hardness">0 for one like those that the model was calibrated with, answered clearly; up to 1.</param>
    void Offer(ReadOnlySpan<float> window, double hardness);
}
