namespace EdgeTool.Compiler;

/// <summary>A source model cannot be read: the message says what, where, and what to do.</summary>
public sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);
