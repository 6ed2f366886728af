namespace EdgeTool.Compiler;

/// <summary>This use of an operator cannot be packed; collected by <c>check</c>, so that all are named at once.</summary>
public sealed class UnsupportedException(string reason, string remedy) : Exception(reason)
{
    public string Remedy { get; } = remedy;
}
