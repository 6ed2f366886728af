namespace EdgeTool.Compiler.Onnx;

/// <summary>Domains of operators beside the standard one, which is "".</summary>
internal static class OnnxDomains
{
    /// <summary>Operators that ONNX Runtime adds.</summary>
    public const string Microsoft = "com.microsoft";
}
