using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// The <c>overrun</c> section: <c>policy</c> says what becomes of a trigger that finds the pipeline busy; with <c>smallerModel</c>,
/// <c>file</c> names the model that answers then.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="SmallerScorer">Proved and self-tested, of the same inputs and classes as the model; null with every other policy.</param>
/// <param name="IsRight">Whether nothing had to be noted.</param>
internal sealed record OverrunSettings(OverrunPolicy Policy, ModelScorer? SmallerScorer, bool IsRight)
{
    private static readonly string[] Names = ["skipNewest", "skipOldest", "previousAnswer", "smallerModel"];

    public static OverrunSettings Read(ConfigNode settings, DeviceContext context, ModelScorer? model)
    {
        var policy = (OverrunPolicy)Math.Max(0, Array.IndexOf(Names, settings.Choice("policy", Names, Names[0])));
        var file = policy == OverrunPolicy.SmallerModel ? settings.Text("file") : "";
        settings.Finish();
        if (policy != OverrunPolicy.SmallerModel || model is null)
        {
            return new OverrunSettings(policy, null, true);
        }

        var smaller = file.Length > 0 ? Load(settings, file, context, model) : null;
        return new OverrunSettings(policy, smaller, smaller is not null);
    }

    private static ModelScorer? Load(ConfigNode settings, string file, DeviceContext context, ModelScorer model)
    {
        try
        {
            var smaller = ProvedModel.Load(context.PathOf(file), threads: 1, model.Kind);
            if (smaller.ElementCount == model.ElementCount && smaller.Labels.SequenceEqual(model.Labels)
                && smaller.Stream?.Description == model.Stream?.Description)
            {
                return smaller;
            }

            settings.Refuse(
                "file",
                $"a model of {smaller.ElementCount} inputs for {string.Join(", ", smaller.Labels)}",
                $"one of {model.ElementCount} inputs for {string.Join(", ", model.Labels)}, prepared by the same stages over the stream");
            smaller.Dispose();
        }
        catch (Exception e) when (e is ModelFormatException or ContractException or IOException or UnauthorizedAccessException)
        {
            settings.Refuse("file", $"'{file}': {e.Message}", "a packed model (.edge)");
        }

        return null;
    }
}
