using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>One application: a JSON file that names model, sensor, trigger, decision and actuators. Loading it touches no wire.</summary>
public static class PipelineFile
{
    private static readonly JsonDocumentOptions Syntax = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="ConfigException">It lists everything that is wrong.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static PipelineRunner Load(string path, PipelineEnvironment environment) =>
        Parse(path, File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!, environment);

    /// <param name="source">Name for messages.</param>
    /// <param name="json">Text of the file.</param>
    /// <param name="baseDirectory">Where relative paths start.</param>
    /// <param name="environment">What pipelines share.</param>
    public static PipelineRunner Parse(string source, string json, string baseDirectory, PipelineEnvironment environment)
    {
        var mistakes = new List<ConfigMistake>();
        try
        {
            using var document = JsonDocument.Parse(json, Syntax);
            var runner = new PipelineBuilder(ConfigNode.Root(document.RootElement, mistakes), baseDirectory, environment).Build();
            if (mistakes.Count == 0 && runner is not null)
            {
                return runner;
            }

            runner?.Dispose();
        }
        catch (JsonException e)
        {
            mistakes.Add(new ConfigMistake(
                e.Path ?? "$", $"a syntax error in line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {e.Message}", "JSON"));
        }

        throw new ConfigException(source, mistakes);
    }
}
