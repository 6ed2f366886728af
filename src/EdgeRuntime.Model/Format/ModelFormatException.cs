namespace EdgeRuntime.Model;

/// <summary>A model file was refused: what was wrong, where in the file, what was expected and what was found.</summary>
public sealed class ModelFormatException(FaultKind kind, long byteOffset, string what, string expected, string found)
    : Exception($"{kind} at byte {byteOffset}: {what}: expected {expected}, found {found}.")
{
    public FaultKind Kind { get; } = kind;

    /// <summary>Offset into the file of the bytes that were refused.</summary>
    public long ByteOffset { get; } = byteOffset;

    public string What { get; } = what;

    public string Expected { get; } = expected;

    public string Found { get; } = found;
}
