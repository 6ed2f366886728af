using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// The <c>samples</c> section: the windows that are hardest for the model are kept in <c>folder</c>, <c>maxBytes</c> of them in all and one
/// per <c>everySeconds</c> at most, for <c>edgetool capture --pull</c> to bring home.
/// </summary>
public static class SampleSettings
{
    private const int LeastBytes = 4096;

    /// <summary>Where an installed service keeps them, below systemd's state directory.</summary>
    public static string DefaultFolder =>
        Path.Combine(Environment.GetEnvironmentVariable("STATE_DIRECTORY") ?? "/var/lib/edgeruntime", "samples");

    /// <returns>Null when there is no such section, or the pipeline has no window.</returns>
    public static ISampleSink? Read(ConfigNode root, DeviceContext context, int channels)
    {
        if (!root.Has("samples"))
        {
            return null;
        }

        var settings = root.Section("samples");
        var folder = settings.Has("folder") ? context.PathOf(settings.Text("folder")) : Path.Combine(DefaultFolder, context.Pipeline);
        var maxBytes = settings.Integer("maxBytes", LeastBytes, int.MaxValue, 1 << 20);
        var seconds = settings.Number("everySeconds", 1, 86_400, 60);
        settings.Finish();
        if (context.WindowFrames == 0 || channels == 0)
        {
            return null;
        }

        var windowBytes = (long)context.WindowFrames * channels * sizeof(float);
        if (windowBytes + LeastBytes > maxBytes)
        {
            settings.Refuse("maxBytes", $"{maxBytes}", $"{windowBytes + LeastBytes} or more: one window alone has {windowBytes}");
            return null;
        }

        return new SampleReservoir(
            new SampleReservoirSettings(folder, maxBytes, TimeSpan.FromSeconds(seconds)),
            context.WindowFrames,
            channels,
            reason => context.Log.DeviceLost($"{context.Pipeline}/samples", reason));
    }
}
