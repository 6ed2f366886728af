using System.Text.Json;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary>Labels and pipeline files that a person gives to <c>pack</c>.</summary>
public static class ContractFiles
{
    private static readonly JsonDocumentOptions Syntax = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Members of a service's <c>decision</c> that do not travel with the weights.</summary>
    private static readonly string[] DecisionMembers = ["mode", "ignore", "margin", "refractoryMs", "smoothing", "score", "baseline", "reject"];

    /// <summary>Members of a service's pipeline file that say nothing of the model.</summary>
    private static readonly string[] ServiceMembers = ["name", "model", "sensor", "trigger", "actuators", "realtime", "overrun", "deadlineMs", "gaps"];

    /// <exception cref="ToolException">A file does not fit the model.</exception>
    public static void Apply(Graph graph, string? labelsPath, string? pipelinePath)
    {
        if (labelsPath is not null)
        {
            OpenedModel.RequireFile(labelsPath);
            graph.Contract.Labels = [.. File.ReadAllLines(labelsPath).Select(l => l.Trim()).Where(l => l.Length > 0)];
            if (graph.Outputs.Count > 0 && !graph.Outputs.Any(o => o.Shape.ElementCount == graph.Contract.Labels.Count))
            {
                throw ToolException.BadData(
                    $"{labelsPath} has {graph.Contract.Labels.Count} labels, but the model's outputs are {string.Join(", ", graph.Outputs.Select(o => o.Info))}.");
            }
        }

        if (pipelinePath is not null)
        {
            OpenedModel.RequireFile(pipelinePath);
            var (stages, decision) = Read(pipelinePath);

            // What the file leaves out stays as the source says it.
            graph.Contract.Decision = decision ?? graph.Contract.Decision;
            graph.Contract.Preprocess = stages ?? graph.Contract.Preprocess;
            if (stages is not null && graph.Inputs.Count > 0)
            {
                CheckStages(pipelinePath, stages, graph.Inputs[0].Info);
            }
        }
    }

    /// <summary>The parts of a pipeline file, a service's or a bare one, that travel with the weights; null for one that is left out.</summary>
    private static (IList<PreprocessStage>? Preprocess, DecisionDefaults? Decision) Read(string path)
    {
        var mistakes = new List<ConfigMistake>();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Syntax);
            var root = ConfigNode.Root(document.RootElement, mistakes);
            Array.ForEach(ServiceMembers, name => root.Has(name));
            var stages = PreprocessSection.Read(root);
            var decision = root.Has("decision") ? Decision(root.Section("decision")) : null;
            root.Finish();
            return mistakes.Count == 0 ? (stages, decision) : throw ToolException.BadData($"{path}: {string.Join("; ", mistakes)}");
        }
        catch (JsonException e)
        {
            throw ToolException.BadData($"{path}, {e.Path ?? "$"}: {e.Message}");
        }
    }

    private static DecisionDefaults Decision(ConfigNode settings)
    {
        var standard = new DecisionDefaults();
        Array.ForEach(DecisionMembers, name => settings.Has(name));
        var decision = new DecisionDefaults
        {
            Threshold = settings.Number("threshold", -1e9, 1e9, standard.Threshold),
            Hysteresis = settings.Number("hysteresis", 0, 1e9, standard.Hysteresis),
            Debounce = settings.Integer("debounce", 1, 10_000, standard.Debounce),
        };
        settings.Finish();
        return decision;
    }

    private static void CheckStages(string path, IEnumerable<PreprocessStage> stages, OperandInfo input)
    {
        try
        {
            Preprocessor.Create(stages, input);
        }
        catch (ContractException e)
        {
            throw ToolException.BadData($"{path}: {e.Message}");
        }
    }
}
