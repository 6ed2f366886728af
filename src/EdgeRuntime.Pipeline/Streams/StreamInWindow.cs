using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// A stream's step as one of a window: every window is a whole stream. <paramref name="keepsState"/> says that on the board the stream goes
/// on from window to window instead (<c>over</c>: <c>stream</c>); where windows come one by one, as from a data set, each begins anew.
/// </summary>
internal sealed class StreamInWindow(IStreamStage stage, Shape output, bool keepsState) : IPreprocessStage
{
    public static StageOption Over { get; } = new("over", "window", "stream");

    public IStreamStage Stage => stage;

    public bool KeepsState => keepsState;

    public Shape Input { get; } = InputOf(stage, output);

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        stage.Reset();
        var written = stage.Apply(input, output) * stage.OutputChannels;
        _ = stage.Finish(output[written..]);
    }

    private static Shape InputOf(IStreamStage stage, Shape output)
    {
        if (output.ElementCount % stage.OutputChannels != 0)
        {
            throw new ContractException($"it makes {output}; expected frames of {stage.OutputChannels} channels.");
        }

        var frames = stage.FramesFor(output.ElementCount / stage.OutputChannels);
        return frames > Preprocessor.MaxElements / stage.InputChannels
            ? throw new ContractException($"it takes {frames} frames; expected {Preprocessor.MaxElements} elements at most.")
            : stage.InputChannels == 1 ? new Shape((int)frames) : new Shape((int)frames, stage.InputChannels);
    }
}
