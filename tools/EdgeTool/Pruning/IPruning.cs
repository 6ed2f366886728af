using System.CommandLine;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>One way to prune, with the options that choose and steer it.</summary>
internal interface IPruning
{
    IReadOnlyList<Option> Options { get; }

    /// <summary>Whether an option that chooses it is given.</summary>
    bool IsChosen(ParseResult arguments);

    /// <summary>Whether it wants the graph as imported: simplifying may hide what it goes by.</summary>
    bool NeedsSourceForm(ParseResult arguments);

    /// <summary>Prunes a graph, which stays as it is.</summary>
    PrunedModel Prune(PruneRequest request);
}

/// <summary>What there is to prune, and what to go by.</summary>
/// <param name="Graph">A float graph.</param>
/// <param name="Arguments">Of the verb.</param>
/// <param name="Target">Board, or none.</param>
/// <param name="Samples">Examples; null where no data is given.</param>
/// <param name="Progress">Told what is being done, and how much of it.</param>
internal sealed record PruneRequest(Graph Graph, ParseResult Arguments, TargetBoard? Target, InputSamples? Samples, Action<string, int, int> Progress)
{
    /// <summary>File that the graph comes from.</summary>
    public required string Source { get; init; }

    /// <summary>File that the result goes to.</summary>
    public required string Output { get; init; }

    public required Terminal Terminal { get; init; }

    /// <exception cref="ToolException">There is no data.</exception>
    public InputSamples RequiredSamples(string option) =>
        Samples ?? throw ToolException.Usage($"{option} measures on examples: give --data DATA.");
}

/// <summary>A pruned graph and what was done to it.</summary>
/// <param name="Graph">Smaller, or sparser.</param>
/// <param name="Parts">What each part of the model had and has.</param>
/// <param name="Note">One sentence for people and for the file's provenance.</param>
/// <param name="GoalIsMet">False when the model could not be made as small as was asked.</param>
internal sealed record PrunedModel(Graph Graph, IReadOnlyList<PrunedGroup> Parts, string Note, bool GoalIsMet = true)
{
    public IReadOnlyList<GroupSensitivity> Sensitivity { get; init; } = [];
}
