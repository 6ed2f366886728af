namespace EdgeRuntime.Host;

/// <summary>The command line cannot be understood: the message says which word and what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);
