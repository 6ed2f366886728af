namespace EdgeRuntime.Pipeline;

/// <summary>
/// One step of preprocessing that takes a stream frame by frame and remembers what it needs of it: the same frames give the same output
/// however they are cut into pieces. Allocates nothing after it is made.
/// </summary>
public interface IStreamStage
{
    int InputChannels { get; }

    int OutputChannels { get; }

    /// <summary>Output frames for each input frame, in the long run.</summary>
    double Rate { get; }

    /// <summary>Most frames that <see cref="Apply"/> writes for so many.</summary>
    int MostFrames(int frames);

    /// <summary>Frames from a fresh start that so many output frames take, what <see cref="Finish"/> writes counted.</summary>
    long FramesFor(int outputFrames);

    /// <param name="frames">(n, <see cref="InputChannels"/>), the next of the stream.</param>
    /// <param name="output">(m, <see cref="OutputChannels"/>); what does not fit is left out, which room for <see cref="MostFrames"/> avoids.</param>
    /// <returns>Frames written.</returns>
    int Apply(ReadOnlySpan<float> frames, Span<float> output);

    /// <summary>Writes what the end of the stream still owes, as many frames as fit.</summary>
    /// <returns>Frames written.</returns>
    int Finish(Span<float> output) => 0;

    /// <summary>Forgets the stream.</summary>
    void Reset();
}
