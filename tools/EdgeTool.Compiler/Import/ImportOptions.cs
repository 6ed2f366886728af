namespace EdgeTool.Compiler;

/// <summary>What the caller decides about a source model that the file leaves open.</summary>
public sealed record ImportOptions
{
    public static ImportOptions Default { get; } = new();

    /// <summary>
    /// Sizes of open dimensions, by their symbolic name or as <c>input:axis</c>. An open first dimension that is not named here is the
    /// batch, and 1.
    /// </summary>
    public IReadOnlyDictionary<string, int> Dimensions { get; init; } = new Dictionary<string, int>();

    /// <summary>Inputs of the model that become constants, by name: bytes of their element type here, row-major.</summary>
    public IReadOnlyDictionary<string, byte[]> FixedInputs { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Refuses operators whose data say how many elements they give, where those can only be padded to the most there can be.</summary>
    public bool ExactSizes { get; init; }

    /// <summary>Lets an ONNX model read weights from files in its own folder. Off, because a model from elsewhere names those files.</summary>
    public bool AllowExternalData { get; init; }
}
