using System.Globalization;
using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// The <c>baseline</c> of a <c>decision</c>: learned from the first <c>inferences</c>, with <c>forgetting</c> followed afterwards, kept in
/// <c>file</c> across restarts; or given as <c>mean</c> and <c>deviation</c>, one number or one per class.
/// </summary>
/// <param name="Baseline">What scores are usually like.</param>
/// <param name="File">Where it is kept; null when it is not.</param>
internal sealed record BaselineSection(AnomalyBaseline Baseline, BaselineFile? File)
{
    private const int MaxInferences = 10_000_000;

    /// <summary>Null when there is no such section, or no model to learn of.</summary>
    public static BaselineSection? Read(ConfigNode decision, ModelScorer? scorer, DeviceContext context, bool keepsFile)
    {
        if (!decision.Has("baseline"))
        {
            return null;
        }

        var settings = decision.Section("baseline");
        var (isGiven, classes) = (settings.Has("mean"), scorer?.Labels.Count ?? 1);
        var (means, deviations) = isGiven ? (Numbers(settings, "mean", classes), Numbers(settings, "deviation", classes)) : (null, null);
        var learning = new BaselineSettings(
            settings.Integer("inferences", 2, MaxInferences, isGiven ? 2 : null),
            settings.Number("forgetting", 0, 1, 0),
            settings.Number("learnWithin", 0, 1e6, 3));
        var file = settings.Has("file") ? settings.Text("file") : null;
        settings.Finish();
        if (scorer is null)
        {
            return null;
        }

        var baseline = new AnomalyBaseline(learning, classes);
        if (means is not null && deviations is not null)
        {
            baseline.Restore(means, deviations);
        }

        return new BaselineSection(
            baseline, string.IsNullOrEmpty(file) || !keepsFile ? null : new BaselineFile(context.PathOf(file), baseline, scorer.Interpreter.Model.ContentHash, scorer.Labels));
    }

    private static double[]? Numbers(ConfigNode settings, string name, int count)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number, or a list of {count}, one per class{(name == "mean" ? "" : ", none below 0")}");
        if (settings.Value(name) is not { } value)
        {
            settings.Refuse(name, "nothing", expected);
            return null;
        }

        var numbers = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value];
        if (!Array.TrueForAll(numbers, n => n.ValueKind == JsonValueKind.Number && (name == "mean" || n.GetDouble() >= 0))
            || (numbers.Length != 1 && numbers.Length != count))
        {
            settings.Refuse(name, value.GetRawText() is { Length: <= 60 } text ? text : value.ValueKind.ToString(), expected);
            return null;
        }

        return [.. Enumerable.Range(0, count).Select(i => numbers[numbers.Length == 1 ? 0 : i].GetDouble())];
    }
}
