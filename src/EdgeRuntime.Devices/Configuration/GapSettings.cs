using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// The <c>gaps</c> section: what becomes of a window when samples are missing (<c>policy</c>), and up to how many (<c>maxFrames</c>).
/// </summary>
internal static class GapSettings
{
    private const int LongestFilled = 100_000;

    public static GapRule Read(ConfigNode settings)
    {
        var policy = settings.Choice("policy", ["restart", "hold", "interpolate"], "restart");
        var rule = policy == "restart"
            ? new GapRule()
            : new GapRule(policy == "hold" ? GapPolicy.Hold : GapPolicy.Interpolate, settings.Integer("maxFrames", 1, LongestFilled));
        settings.Finish();
        return rule;
    }
}
