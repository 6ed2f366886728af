using System.Text.RegularExpressions;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>The <c>spool</c> section of an actuator that sends: <c>folder</c> and <c>maxKilobytes</c>.</summary>
internal static partial class SpoolSettings
{
    private const int LeastKilobytes = (int)(Spool.LeastBytes / 1024), MostKilobytes = 64 * 1024, UsualKilobytes = 16 * 1024;

    /// <param name="settings">The actuator's.</param>
    /// <param name="context">Whose pipeline it is.</param>
    /// <param name="device">Names the usual folder, as every actuator has its own.</param>
    public static Spool Read(ConfigNode settings, DeviceContext context, string device)
    {
        var spool = settings.Section("spool", required: false);
        var usual = Path.Combine(context.StateDirectory, "spool", Special().Replace($"{context.Pipeline} {device}", "_"));
        var folder = spool.Text("folder", usual);
        var kilobytes = spool.Integer("maxKilobytes", LeastKilobytes, MostKilobytes, UsualKilobytes);
        spool.Finish();
        return new Spool(new SpoolFolder(context.PathOf(folder)), kilobytes * 1024L);
    }

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Special();
}
