using EdgeRuntime.Devices;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>A recording as a replay plays it.</summary>
internal static class ReplayedRecording
{
    /// <param name="path">A .wav, .csv or .npy file.</param>
    /// <param name="columns">CSV: which columns; null for all.</param>
    /// <param name="givenHz">Frames per second that the person says it has; 0 when nothing was said.</param>
    /// <param name="wantedHz">Frames per second that the pipeline was made for; 0 when it does not say.</param>
    /// <param name="mayResample">Whether a recording of another rate is brought to that.</param>
    /// <exception cref="ToolException">It cannot be played.</exception>
    public static Recording Load(string path, IReadOnlyList<string>? columns, double givenHz, double wantedHz, bool mayResample)
    {
        OpenedModel.RequireFile(path);
        var recording = Read(path, columns);
        var rateHz = givenHz > 0 ? givenHz : recording.SampleRateHz > 0 ? recording.SampleRateHz : wantedHz;
        if (rateHz == 0)
        {
            throw ToolException.Usage($"{path} does not say how many frames a second has; give --rate HZ.");
        }

        recording = recording with { SampleRateHz = rateHz };
        if (wantedHz == 0 || rateHz == wantedHz)
        {
            return recording;
        }

        return mayResample && double.IsInteger(rateHz) && double.IsInteger(wantedHz)
            ? Resample(recording, (int)rateHz, (int)wantedHz)
            : throw ToolException.BadData(
                $"{path} has {rateHz} frames per second and the pipeline takes {wantedHz}; --resample brings whole numbers of them together, --rate {wantedHz} plays it as if it had as many.");
    }

    private static Recording Read(string path, IReadOnlyList<string>? columns)
    {
        try
        {
            return Recording.Load(path, columns);
        }
        catch (RecordingException e)
        {
            throw ToolException.BadData($"{path}: {e.Message}.");
        }
    }

    private static Recording Resample(Recording recording, int fromHz, int toHz)
    {
        var resampler = new SoundResampler(fromHz, toHz);
        var (channels, frames) = (recording.Channels, Array.Empty<float>());
        for (var c = 0; c < channels; c++)
        {
            var channel = resampler.Apply([.. Enumerable.Range(0, recording.FrameCount).Select(i => recording.Frames[(i * channels) + c])]);
            frames = frames.Length > 0 ? frames : new float[channel.Length * channels];
            for (var i = 0; i < channel.Length; i++)
            {
                frames[(i * channels) + c] = channel[i];
            }
        }

        return new Recording(frames, channels, toHz);
    }
}
