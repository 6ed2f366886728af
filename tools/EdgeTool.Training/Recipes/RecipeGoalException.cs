namespace EdgeTool.Training;

/// <summary>A recipe was followed, and the model is not as good as it asks for.</summary>
public sealed class RecipeGoalException(string message) : Exception(message);
