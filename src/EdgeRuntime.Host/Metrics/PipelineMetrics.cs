using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>A metric with one number for every pipeline.</summary>
/// <param name="Name">Of the family.</param>
/// <param name="Type">counter or gauge.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Read">Reads it.</param>
internal sealed record PipelineMetric(string Name, string Type, string Help, Func<PipelineRunner, double> Read);

/// <summary>What is counted of every pipeline; the label <c>pipeline</c> names it.</summary>
internal static class PipelineMetrics
{
    private const string Latency = "edgeruntime_trigger_to_decision_seconds";

    private static readonly (double Share, string Label)[] Quantiles = [(0.5, "0.5"), (0.99, "0.99"), (0.999, "0.999")];

    public static IReadOnlyList<PipelineMetric> All { get; } =
    [
        Counter("turns", "Turns of the pipeline's loop; it stands still only when the pipeline hangs.", r => r.Counters.Heartbeats),
        Counter("frames", "Frames taken from the sensor.", r => r.Counters.Frames),
        Counter("frames_lost", "Frames that a busy pipeline did not take in time, or that came damaged from the sensor.", r => r.Parts.Sensor.DroppedCount),
        Counter("gaps", "Interruptions of the samples; each empties the window.", r => r.Counters.Gaps),
        Counter("frames_filled", "Frames that were missing and filled in.", r => r.Counters.FilledFrames),
        Counter("triggers", "Triggers taken.", r => r.Counters.Triggers),
        Counter("triggers_skipped", "Triggers that found no full window, or an earlier one waiting for its samples.", r => r.Counters.SkippedTriggers),
        Counter("triggers_late", "Triggers that had to wait for the one before.", r => r.Counters.LateTriggers),
        Counter("trigger_overruns", "Triggers dropped because another one waited to be taken.", r => r.Parts.Trigger.OverrunCount),
        Counter("trigger_events_lost", "Events that the kernel dropped before they could be read.", r => r.Parts.Trigger.DroppedCount),
        Counter("inferences", "Windows that a model answered.", r => r.Counters.Inferences),
        Counter("answers_previous", "Late triggers that got the answer of the one before.", r => r.Counters.PreviousAnswers),
        Counter("answers_smaller", "Late triggers that the smaller model answered.", r => r.Counters.SmallerAnswers),
        Counter("decisions", "Classes that came or went.", r => r.Counters.Decisions),
        Counter("deadline_misses", "Decisions that came after the deadline.", r => r.Counters.DeadlineMisses),
        Counter("faults", "Faults that the pipeline caught and survived.", r => r.Counters.Faults),
        Counter("messages_lost", "Decisions that an actuator could not hand on.", r => r.Parts.Actuators.Sum(a => a.Actuator.DroppedCount)),
        Counter("thread_allocated_bytes", "Managed memory that the pipeline's thread allocated since its first inference; it should stay 0.", r => r.Counters.AllocatedBytes),
        Gauge("drift_input", "Population stability index of the model's input against its calibration: below 0.1 stable, above 0.25 shifted; NaN while unknown.", r => Drift(r).Input),
        Gauge("drift_classes", "The same of how often each class is the best.", r => Drift(r).Classes),
        Gauge("drift_margin", "The same of how clear the best class is of the second.", r => Drift(r).Margin),
        Counter("messages_sent", "Decisions that arrived where an actuator sends them.", r => r.Parts.Actuators.Sum(a => a.Actuator.SentCount)),
        Counter("messages_spooled", "Decisions that had to wait on the disk.", r => r.Parts.Actuators.Sum(a => a.Actuator.SpooledCount)),
        Gauge("messages_waiting", "Decisions that have yet to be sent.", r => r.Parts.Actuators.Sum(a => a.Actuator.WaitingCount)),
        Gauge("deadline_seconds", "Longest time that a decision may take; 0 for any.", r => r.Parts.DeadlineNs / 1e9),
        Gauge("trigger_to_decision_max_seconds", "Longest time that a decision took.", r => r.Counters.Latency.MaxNs / 1e9),
        Gauge("healthy", "1 while the pipeline's thread makes progress.", r => PipelineHealth.IsHealthy(r) ? 1 : 0),
        Gauge("ready", "1 while its sensor and its trigger answer.", r => PipelineHealth.IsReady(r) ? 1 : 0),
        Gauge("swap_windows_compared", "Windows that a new model answered beside the one in use, last time.", r => Swap(r).Compared),
        Gauge("swap_agreement_ratio", "Share of them on which both named the same class.", r => Swap(r).Agreement),
    ];

    public static void Write(PrometheusText text, IReadOnlyList<PipelineRunner> runners)
    {
        foreach (var metric in All)
        {
            text.Family(metric.Name, metric.Type, metric.Help);
            foreach (var runner in runners)
            {
                text.Sample(metric.Name, metric.Read(runner), ("pipeline", runner.Name));
            }
        }

        text.Family(Latency, "summary", "From the trigger to its decision.");
        foreach (var runner in runners)
        {
            var latency = runner.Counters.Latency;
            foreach (var (share, label) in Quantiles)
            {
                text.Sample(Latency, latency.PercentileNs(share) / 1e9, ("pipeline", runner.Name), ("quantile", label));
            }

            text.Sample(Latency + "_sum", latency.SumNs / 1e9, ("pipeline", runner.Name));
            text.Sample(Latency + "_count", latency.Count, ("pipeline", runner.Name));
        }
    }

    private static DriftReport Drift(PipelineRunner runner) =>
        runner.Parts.Scorer.Drift?.Report ?? new DriftReport(0, double.NaN, double.NaN, double.NaN);

    private static SwapReport Swap(PipelineRunner runner) => (runner.Parts.Scorer as StoredModel)?.Report ?? default;

    private static PipelineMetric Counter(string name, string help, Func<PipelineRunner, double> read) =>
        new($"edgeruntime_{name}_total", "counter", help, read);

    private static PipelineMetric Gauge(string name, string help, Func<PipelineRunner, double> read) =>
        new($"edgeruntime_{name}", "gauge", help, read);
}
