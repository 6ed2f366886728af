namespace EdgeRuntime.Pipeline;

/// <summary>A model's contract cannot be fulfilled here: the message says which part, what was found and what is allowed.</summary>
public sealed class ContractException(string message) : Exception(message);
