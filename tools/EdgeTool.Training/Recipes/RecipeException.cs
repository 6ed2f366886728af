namespace EdgeTool.Training;

/// <summary>A recipe cannot be followed: the message says what is wrong and where.</summary>
public sealed class RecipeException(string message, Exception? inner = null) : Exception(message, inner);
