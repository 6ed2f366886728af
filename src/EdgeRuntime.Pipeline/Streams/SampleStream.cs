namespace EdgeRuntime.Pipeline;

/// <summary>
/// The stages between a sensor and the window that keep their state from one window to the next, as one. Allocates nothing after
/// <see cref="Prepare"/>; not thread-safe.
/// </summary>
public sealed class SampleStream
{
    private readonly IStreamStage[] _stages;
    private readonly float[][] _outputs;

    /// <param name="stages">In order, at least one; each takes as many channels as the one before gives.</param>
    /// <param name="description">Says the same of two streams exactly when they do the same.</param>
    internal SampleStream(IStreamStage[] stages, string description)
    {
        (_stages, Description) = (stages, description);
        _outputs = new float[stages.Length][];
        Prepare(1);
    }

    public string Description { get; }

    public int InputChannels => _stages[0].InputChannels;

    public int OutputChannels => _stages[^1].OutputChannels;

    /// <summary>Output frames for each input frame, in the long run.</summary>
    public double Rate => _stages.Aggregate(1.0, (rate, stage) => rate * stage.Rate);

    /// <summary>Makes room for pieces of at most so many frames.</summary>
    /// <returns>Most frames that one of them becomes.</returns>
    public int Prepare(int longestPiece)
    {
        var frames = longestPiece;
        for (var i = 0; i < _stages.Length; i++)
        {
            frames = _stages[i].MostFrames(frames);
            _outputs[i] = new float[frames * _stages[i].OutputChannels];
        }

        return frames;
    }

    /// <param name="frames">The next of the stream, no more than prepared for.</param>
    /// <returns>What they became: (n, <see cref="OutputChannels"/>). Valid until the next call.</returns>
    public ReadOnlySpan<float> Apply(ReadOnlySpan<float> frames)
    {
        for (var i = 0; i < _stages.Length; i++)
        {
            frames = _outputs[i].AsSpan(0, _stages[i].Apply(frames, _outputs[i]) * _stages[i].OutputChannels);
        }

        return frames;
    }

    /// <summary>Samples were interrupted: what follows is the start of a stream.</summary>
    public void Reset()
    {
        foreach (var stage in _stages)
        {
            stage.Reset();
        }
    }
}
