namespace EdgeTool.Compiler.Datasets;

/// <summary>A data file is damaged or does not fit: the message says what, where, and what to do.</summary>
public sealed class DatasetException(string message, Exception? inner = null) : Exception(message, inner);
