namespace EdgeTool.Training;

/// <summary>One step of a recipe: takes the model as the step before left it, and leaves it to the next.</summary>
public interface IRecipeStage
{
    /// <summary>What it does, in a word, for people and for the provenance.</summary>
    string Kind { get; }

    /// <exception cref="RecipeException">It cannot be done with this model.</exception>
    /// <exception cref="TrainingStoppedException">Cancelled, or the loss is no number.</exception>
    void Run(RecipeRun run);
}
