using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary>Labels and pipeline files that a person gives to <c>pack</c>.</summary>
public static class ContractFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

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
            var given = Read(pipelinePath);
            (graph.Contract.Preprocess, graph.Contract.Decision) = (given.Preprocess, given.Decision);
            if (graph.Inputs.Count > 0)
            {
                CheckStages(pipelinePath, given.Preprocess, graph.Inputs[0].Info);
            }
        }
    }

    private static PipelineDefaults Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PipelineDefaults>(File.ReadAllText(path), Options)
                ?? throw ToolException.BadData($"{path} holds no object.");
        }
        catch (JsonException e)
        {
            throw ToolException.BadData($"{path}, {e.Path ?? "$"}: {e.Message}");
        }
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

    /// <summary>The members of a model's contract that a person writes by hand.</summary>
    private sealed record PipelineDefaults
    {
        public IList<PreprocessStage> Preprocess { get; init; } = [];

        public DecisionDefaults? Decision { get; init; }
    }
}
