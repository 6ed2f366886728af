using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>One step between raw samples and the model's input. Keeps no state from window to window and allocates nothing.</summary>
public interface IPreprocessStage
{
    /// <summary>Shape of what it takes; what it gives has the shape that it was made for.</summary>
    Shape Input { get; }

    /// <param name="input">All elements of <see cref="Input"/>, row-major.</param>
    /// <param name="output">Room for the stage's result; never overlaps <paramref name="input"/>.</param>
    void Apply(ReadOnlySpan<float> input, Span<float> output);
}
