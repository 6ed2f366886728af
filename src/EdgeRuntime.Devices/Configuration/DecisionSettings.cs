using System.Text.Json;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>The <c>decision</c> section; what it leaves out comes from the model's contract.</summary>
internal static class DecisionSettings
{
    private const int MaxSmoothing = 1000;

    private static readonly string[] ScoreKinds = ["output", "reconstructionError"];

    /// <summary>What of the model is judged: needed before the model is there. A wrong name is noted by <see cref="Read"/>.</summary>
    public static ScoreKind ScoreOf(ConfigNode root) =>
        root.Value("decision") is { ValueKind: JsonValueKind.Object } decision && decision.TryGetProperty("score", out var score)
        && score.ValueKind == JsonValueKind.String && score.ValueEquals(ScoreKinds[1])
            ? ScoreKind.ReconstructionError
            : ScoreKind.Output;

    /// <param name="settings">The section.</param>
    /// <param name="scorer">The model; null when it was refused.</param>
    /// <param name="baseline">What scores are usually like; null when they are judged as they are.</param>
    public static DecisionRule Read(ConfigNode settings, ModelScorer? scorer, AnomalyBaseline? baseline)
    {
        var defaults = scorer?.Interpreter.Model.Contract.Decision ?? new DecisionDefaults();
        if (!double.IsFinite(defaults.Threshold) || !(defaults.Hysteresis >= 0) || defaults.Debounce < 1)
        {
            settings.Refuse(
                "",
                $"threshold {defaults.Threshold}, hysteresis {defaults.Hysteresis}, debounce {defaults.Debounce} in the model's contract",
                "a finite threshold, a hysteresis of 0 or more and a debounce of 1 or more");
            defaults = new DecisionDefaults();
        }

        _ = settings.Choice("score", ScoreKinds, ScoreKinds[0]);
        _ = settings.Has("baseline");
        IReadOnlyList<string> labels = scorer?.Labels ?? [];
        var ignored = labels.Count > 0 ? settings.Names("ignore", labels) : settings.Texts("ignore");
        var smoothing = settings.Section("smoothing", required: false);
        var mode = settings.Choice("mode", ["argmax", "perClass"], "argmax") == "perClass" ? DecisionMode.PerClass : DecisionMode.Argmax;
        var rule = new DecisionRule
        {
            Mode = mode,
            Baseline = baseline,
            Smoothing = SmoothingOf(smoothing.Choice("kind", ["none", "mean", "vote"], "none")),
            SmoothingInferences = smoothing.Integer("inferences", 1, MaxSmoothing, 1),
            Threshold = (float)settings.Number("threshold", -1e9, 1e9, defaults.Threshold),
            Hysteresis = (float)settings.Number("hysteresis", 0, 1e9, defaults.Hysteresis),
            Margin = (float)settings.Number("margin", 0, 1e9, 0),
            RefractoryNs = (long)(settings.Number("refractoryMs", 0, 86_400_000, 0) * 1e6),
            Debounce = settings.Integer("debounce", 1, 10_000, defaults.Debounce),
            IgnoredClasses = [.. (ignored ?? []).Select(label => labels.ToList().IndexOf(label)).Where(index => index >= 0)],
        };
        if (settings.Has("reject"))
        {
            rule = rule with { RejectClass = Reject(settings, labels, mode) };
        }

        if (mode == DecisionMode.PerClass && rule.Margin > 0)
        {
            settings.Refuse("margin", "a margin", "none with mode perClass, where classes are not compared");
        }

        smoothing.Finish();
        settings.Finish();
        return rule;
    }

    private static int Reject(ConfigNode settings, IReadOnlyList<string> labels, DecisionMode mode)
    {
        if (mode == DecisionMode.PerClass)
        {
            settings.Refuse("reject", "a class", "none with mode perClass, where every class stands for itself");
            return -1;
        }

        return labels.Count > 0 ? labels.ToList().IndexOf(settings.Choice("reject", labels)) : -1;
    }

    private static ScoreSmoothing SmoothingOf(string kind) => kind switch
    {
        "mean" => ScoreSmoothing.Mean,
        "vote" => ScoreSmoothing.Vote,
        _ => ScoreSmoothing.None,
    };
}
