namespace EdgeTool.Compiler.Onnx;

/// <summary>Domains of operators beside the standard one, which is "".</summary>
internal static class OnnxDomains
{
    /// <summary>Operators that ONNX Runtime adds.</summary>
    public const string Microsoft = "com.microsoft";

    /// <summary>Operators of arbitrary bit widths, by the tools that write them.</summary>
    public static IReadOnlyList<string> Qonnx { get; } = ["qonnx.custom_op.general", "onnx.brevitas", "finn.custom_op.general"];
}
