using System.Globalization;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// The <c>rule</c> section of a pipeline without a model: its one class is present while <c>all</c>, <c>any</c> or <c>atLeast</c>
/// (<c>count</c>) of the classes of other pipelines <c>of</c> are, each counting for <c>withinMs</c> after it went.
/// </summary>
/// <param name="Sensor">Watches the others.</param>
/// <param name="Scorer">Applies the rule.</param>
internal sealed record RuleSettings(PresenceSensor Sensor, RuleScorer Scorer)
{
    /// <summary>The rule; null when it is wrong, which is noted.</summary>
    public static RuleSettings? Read(ConfigNode settings, DeviceContext context)
    {
        var kind = settings.Choice("kind", ["all", "any", "atLeast"], "all");
        var conditions = settings.Sections("of");
        var watched = conditions.Select(c => (Pipeline: c.Text("pipeline"), Label: c.Text("label"), c.Path)).ToArray();
        foreach (var condition in conditions)
        {
            condition.Finish();
        }

        var count = kind == "atLeast" ? settings.Integer("count", 1, Math.Max(1, watched.Length)) : kind == "any" ? 1 : watched.Length;
        var withinMs = settings.Number("withinMs", 0, 86_400_000, 0);
        var label = settings.Text("label", context.Pipeline.Length > 0 ? context.Pipeline : "rule");
        settings.Finish();
        foreach (var own in watched.Index().Where(w => w.Item.Pipeline == context.Pipeline && context.Pipeline.Length > 0))
        {
            settings.Refuse(
                string.Create(CultureInfo.InvariantCulture, $"of[{own.Index}].pipeline"), $"'{context.Pipeline}', which is this one", "the name of another pipeline");
        }

        return watched.Length == 0 ? null : new RuleSettings(
            new PresenceSensor(watched, (long)(withinMs * 1e6), context), new RuleScorer(label, watched.Length, count));
    }
}
