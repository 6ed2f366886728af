using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>How a pipeline is, in the two words that orchestrators ask for.</summary>
internal static class PipelineHealth
{
    /// <summary>A turn may take one inference and one sleep; a pipeline without a turn for this long hangs.</summary>
    private const long LongestTurnNs = 5_000_000_000;

    /// <summary>Its thread makes progress, or has nothing left to do.</summary>
    public static bool IsHealthy(PipelineRunner runner) =>
        runner.IsEnded || runner.Parts.Clock.NowNs - runner.Counters.LastTurnNs < LongestTurnNs;

    /// <summary>Its sensor and its trigger answer.</summary>
    public static bool IsReady(PipelineRunner runner) => runner.Parts.Sensor.Health.IsReady && runner.Parts.Trigger.Health.IsReady;
}
