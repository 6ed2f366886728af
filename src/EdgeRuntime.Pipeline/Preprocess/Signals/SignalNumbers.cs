namespace EdgeRuntime.Pipeline;

/// <summary>Numbers that the stages of plain signals share.</summary>
internal static class SignalNumbers
{
    /// <summary>Channels of a frame; 0 for those that the shape tells, see <see cref="StageParameters.Channels"/>.</summary>
    public static StageNumber Channels { get; } = StageNumber.Count("channels", 0, 0, 1024);

    public static StageNumber SampleRateHz { get; } = new("sampleRateHz", null) { Min = 0.001, Max = 1e6 };
}
