namespace EdgeRuntime.Devices;

/// <summary>The bits that the firmware of a Raspberry Pi keeps: what holds now, and 16 places higher what held since the start.</summary>
public static class ThrottlingFlags
{
    private const int SinceStart = 16;

    private static readonly string[] Names = ["under-voltage", "frequency capped", "throttled", "soft temperature limit"];

    /// <summary>For a person: what holds now, else what held before; empty when nothing ever did.</summary>
    public static string Describe(long flags)
    {
        var (now, before) = (Of(flags), Of(flags >> SinceStart));
        return now.Length > 0 ? $"{now} now" : before.Length > 0 ? $"{before} earlier" : "";
    }

    private static string Of(long bits) => string.Join(", ", Names.Where((_, bit) => (bits >> bit & 1) != 0));
}
