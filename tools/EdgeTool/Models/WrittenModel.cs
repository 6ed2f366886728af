using EdgeTool.Compiler;
using EdgeTool.Compiler.Onnx;

namespace EdgeTool;

/// <summary>Models in the format that the extension of their file names.</summary>
internal static class WrittenModel
{
    /// <exception cref="ToolException">The extension names no format that is written.</exception>
    public static void CheckPath(string path)
    {
        if (!IsOnnx(path) && !path.EndsWith(".edge", StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException(ExitCode.Unsupported, $"'{path}': models are written as .edge or .onnx; name the file so.");
        }
    }

    /// <summary>Writes a packed model, or its graph as ONNX: float, or with QuantizeLinear and DequantizeLinear where it is quantized.</summary>
    /// <returns>Bytes of the file.</returns>
    /// <exception cref="UnsupportedModelException">Some operators have no words in ONNX.</exception>
    public static int Write(string path, CompiledModel model)
    {
        var bytes = IsOnnx(path) ? OnnxExporter.Export(model.Graph) : model.Bytes;
        WholeFile.Write(path, bytes);
        return bytes.Length;
    }

    private static bool IsOnnx(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
}
