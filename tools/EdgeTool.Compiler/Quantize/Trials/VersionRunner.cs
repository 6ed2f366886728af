namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Runs one version of a graph after another over the same examples, each only from the first node on that differs from the version kept
/// last, on all processors.
/// </summary>
internal sealed class VersionRunner(InputSamples samples)
{
    /// <summary>Examples whose tensors are held at once while a graph is run over all of them.</summary>
    private const int Batch = 8;

    private GraphVersion? _kept;

    /// <summary>Runs a version.</summary>
    /// <param name="graph">The version.</param>
    /// <param name="until">The last value that is needed; null: all.</param>
    public GraphVersion Run(Graph graph, Value? until = null)
    {
        var common = _kept?.CommonNodes(graph) ?? 0;
        var last = until is null ? graph.Nodes.Count - 1 : graph.Nodes.FindIndex(n => n.Outputs.Contains(until));
        var version = new GraphVersion(graph, new byte[samples.Count][][][], Math.Max(common, last + 1));
        using var team = new RunnerTeam(graph);
        team.Over(0, samples.Count, (runner, example) => Run(samples, runner, version, example, common, _kept));
        return version;
    }

    /// <summary>Later versions build on this one.</summary>
    public void Keep(GraphVersion version) => _kept = version;

    /// <summary>Runs a graph over all examples, a few at a time and in order; what they wrote is let go after each visit.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="samples">Examples.</param>
    /// <param name="visit">Called with the first and the end of each few.</param>
    public static void Visit(Graph graph, InputSamples samples, Action<GraphVersion, int, int> visit)
    {
        using var team = new RunnerTeam(graph);
        for (var first = 0; first < samples.Count; first += Batch)
        {
            var version = new GraphVersion(graph, new byte[samples.Count][][][], graph.Nodes.Count);
            var end = Math.Min(samples.Count, first + Batch);
            team.Over(first, end, (runner, example) => Run(samples, runner, version, example, 0, null));
            visit(version, first, end);
        }
    }

    private static void Run(InputSamples samples, GraphRunner runner, GraphVersion version, int example, int common, GraphVersion? kept)
    {
        var written = version.Written[example] = new byte[version.Graph.Nodes.Count][][];
        for (var n = 0; n < common; n++)
        {
            written[n] = kept!.Written[example][n];
        }

        runner.Continue(samples, example, common, version.End, written);
    }
}
