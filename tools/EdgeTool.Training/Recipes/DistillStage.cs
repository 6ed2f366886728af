using EdgeTool.Compiler;

namespace EdgeTool.Training;

/// <summary><c>distill</c>: the float model learns from teachers, and from labels where there are some.</summary>
/// <param name="Options">How; the recipe's seed is used.</param>
/// <param name="Teachers">Files of models that take the same input; the mean of several teaches logits, the first one features.</param>
public sealed record DistillStage(TrainingOptions Options, IReadOnlyList<string> Teachers) : IRecipeStage
{
    public string Kind => "distill";

    public double Temperature { get; init; } = 4;

    /// <summary>Of the teachers' answers against the labels.</summary>
    public double LogitWeight { get; init; } = 0.9;

    /// <summary>Of features; 0 for none.</summary>
    public double HintWeight { get; init; }

    /// <summary>Of attention; 0 for none.</summary>
    public double AttentionWeight { get; init; }

    public void Run(RecipeRun run)
    {
        var teachers = Teachers.Select(path => TeacherOf(path, run.Graph)).ToArray();
        try
        {
            List<ITrainingMethod> methods = [new LogitDistillation(teachers, Temperature, LogitWeight)];
            methods.AddRange(HintWeight > 0 ? [new HintDistillation(teachers[0], HintWeight)] : []);
            methods.AddRange(AttentionWeight > 0 ? [new AttentionDistillation(teachers[0], AttentionWeight)] : []);
            TrainStage.Run(run, Kind, Options, methods);
        }
        finally
        {
            Array.ForEach(teachers, t => t.Dispose());
        }
    }

    private static Twin TeacherOf(string path, Graph student)
    {
        var graph = SourceModel.Import(path);
        GraphSimplifier.Simplify(graph);
        return graph.Inputs.Count == student.Inputs.Count && graph.Inputs.Zip(student.Inputs).All(p => p.First.Shape.ElementCount == p.Second.Shape.ElementCount)
            ? Twin.Of(graph)
            : throw new RecipeException($"The teacher '{path}' takes {string.Join(", ", graph.Inputs.Select(i => i.Info))}, the student {string.Join(", ", student.Inputs.Select(i => i.Info))}.");
    }
}
