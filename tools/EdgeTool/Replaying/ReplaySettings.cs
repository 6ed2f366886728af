using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeTool;

/// <summary>
/// What a replay needs to know of a service's pipeline file before it is built: what its sensor would have given, whether its trigger can
/// fire on a desk, and which decisions it prints. Mistakes are left to the builder, which reads the file, too.
/// </summary>
/// <param name="SampleRateHz">Frames per second of its sensor; 0 when it does not say.</param>
/// <param name="ModelFile">Packed model that it names; null when it does not.</param>
/// <param name="Columns">Columns of a CSV recording; null for all.</param>
/// <param name="Trigger">Kind of its trigger; null without one.</param>
/// <param name="PrintsEvery">Whether its JSON lines tell every inference.</param>
/// <param name="PrintedLabels">Classes that its JSON lines tell of; null for all.</param>
internal sealed record ReplaySettings(
    double SampleRateHz, string? ModelFile, IReadOnlyList<string>? Columns, string? Trigger, bool PrintsEvery, IReadOnlyList<string>? PrintedLabels)
{
    private static readonly JsonDocumentOptions Syntax = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="ToolException">The file is no JSON.</exception>
    public static ReplaySettings Of(string path, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Syntax);
            var root = ConfigNode.Root(document.RootElement, []);
            var (model, sensor, trigger) = (root.Section("model"), root.Section("sensor"), root.Section("trigger"));
            var printer = root.Has("actuators") ? root.Sections("actuators").FirstOrDefault(a => a.Text("kind", "") == "jsonLines") : null;
            return new ReplaySettings(
                sensor.Number("sampleRateHz", 0, 10e6, 0),
                model.Has("file") ? Path.GetFullPath(model.Text("file"), Path.GetDirectoryName(Path.GetFullPath(path))!) : null,
                sensor.Texts("columns"),
                trigger.Has("kind") ? trigger.Text("kind") : null,
                printer?.Text("when", "change") == "every",
                printer?.Texts("labels"));
        }
        catch (JsonException e)
        {
            throw ToolException.BadData($"{path}, {e.Path ?? "$"}, line {e.LineNumber + 1}: {e.Message}");
        }
    }
}
