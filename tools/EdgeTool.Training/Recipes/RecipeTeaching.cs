using EdgeTool.Compiler;

namespace EdgeTool.Training;

/// <summary>Who teaches beside the labels, and what: of the stage <c>distill</c>, and of every other stage that trains.</summary>
/// <param name="Teachers">Files of models that take the same input, or <c>stage 1</c>: the float model as that stage left it. The mean of several teaches logits, the first one features.</param>
public sealed record RecipeTeaching(IReadOnlyList<string> Teachers)
{
    private const string StagePrefix = "stage ";

    public double Temperature { get; init; } = 4;

    /// <summary>Of the teachers' answers against the labels.</summary>
    public double LogitWeight { get; init; } = 0.9;

    /// <summary>Whether teachers are corrected where they are wrong about a label.</summary>
    public bool IsCorrected { get; init; }

    /// <summary>Of features; 0 for none.</summary>
    public double HintWeight { get; init; }

    /// <summary>Of attention; 0 for none.</summary>
    public double AttentionWeight { get; init; }

    /// <summary>Whether a teacher's name is that of an earlier stage.</summary>
    public static bool IsStage(string teacher) => teacher.StartsWith(StagePrefix, StringComparison.Ordinal);

    /// <summary>Trains with the teachers at hand, if there are any.</summary>
    /// <exception cref="RecipeException">A teacher takes another input, or there is no such stage before.</exception>
    internal T With<T>(RecipeRun run, Func<IReadOnlyList<ITrainingMethod>, T> train)
    {
        var teachers = new List<Twin>();
        try
        {
            teachers.AddRange(Teachers.Select(name => TwinOf(name, run)));
            List<ITrainingMethod> methods = teachers.Count > 0 ? [new LogitDistillation(teachers, Temperature, LogitWeight, IsCorrected)] : [];
            methods.AddRange(teachers.Count > 0 && HintWeight > 0 ? [new HintDistillation(teachers[0], HintWeight)] : []);
            methods.AddRange(teachers.Count > 0 && AttentionWeight > 0 ? [new AttentionDistillation(teachers[0], AttentionWeight)] : []);
            return train(methods);
        }
        finally
        {
            teachers.ForEach(t => t.Dispose());
        }
    }

    private static Twin TwinOf(string name, RecipeRun run)
    {
        var (graph, student) = (IsStage(name) ? run.AfterStage(name[StagePrefix.Length..]) : Imported(name), run.Graph);
        return graph.Inputs.Count == student.Inputs.Count && graph.Inputs.Zip(student.Inputs).All(p => p.First.Shape.ElementCount == p.Second.Shape.ElementCount)
            ? Twin.Of(graph)
            : throw new RecipeException($"The teacher '{name}' takes {string.Join(", ", graph.Inputs.Select(i => i.Info))}, the student {string.Join(", ", student.Inputs.Select(i => i.Info))}.");
    }

    private static Graph Imported(string path)
    {
        var graph = SourceModel.Import(path);
        GraphSimplifier.Simplify(graph);
        return graph;
    }
}
