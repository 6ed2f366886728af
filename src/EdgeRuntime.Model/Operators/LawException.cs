namespace EdgeRuntime.Model;

/// <summary>An operator's law does not hold. The loader adds the byte offset, the compiler the node's name.</summary>
public sealed class LawException(FaultKind kind, string what, string expected, string found)
    : Exception($"{what}: expected {expected}, found {found}")
{
    public FaultKind Kind { get; } = kind;

    /// <summary>Which rule, in the words of the operator: <c>strideH</c>, <c>output shape</c>.</summary>
    public string What { get; } = what;

    public string Expected { get; } = expected;

    public string Found { get; } = found;
}
