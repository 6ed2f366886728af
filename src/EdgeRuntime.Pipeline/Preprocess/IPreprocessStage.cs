namespace EdgeRuntime.Pipeline;

/// <summary>One step between raw samples and the model's input. Keeps no state from window to window and allocates nothing.</summary>
public interface IPreprocessStage
{
    /// <summary>Changes a window in place: (samples, channels), interleaved.</summary>
    void Apply(Span<float> window);
}
