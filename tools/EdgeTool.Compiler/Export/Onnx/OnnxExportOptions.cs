namespace EdgeTool.Compiler.Onnx;

/// <summary>How a graph is written as an ONNX file.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>int8 activations become uint8, 128 more with a zero point 128 more: the same numbers, for runtimes that are faster so.</summary>
    public bool UnsignedActivations { get; init; }

    /// <summary>Inputs of rank 4 are (n, c, h, w) instead of the model's own (n, h, w, c), so that no transpose stands before the first layer.</summary>
    public bool ChannelsFirstInputs { get; init; }
}
