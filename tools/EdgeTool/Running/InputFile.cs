using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Onnx;

namespace EdgeTool;

/// <summary>One input tensor from a file: <c>.npy</c>, or raw bytes, row-major and little-endian.</summary>
public static class InputFile
{
    /// <param name="path">File.</param>
    /// <param name="name">The input, for messages: <c>input 0 'serving_default'</c>.</param>
    /// <param name="info">What the model takes.</param>
    /// <param name="target">The input's memory.</param>
    /// <param name="declared">Type that an ONNX model declares, where another holds it here.</param>
    /// <exception cref="ToolException">The file is something else than the model takes.</exception>
    public static void Load(string path, string name, OperandInfo info, Span<byte> target, OnnxType declared = OnnxType.Undefined)
    {
        OpenedModel.RequireFile(path);
        if (Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase))
        {
            var array = NpyReader.Read(path);
            if (array.Type != info.Type || !array.Dimensions.AsSpan().SequenceEqual(info.Shape.Span))
            {
                throw ToolException.BadData($"{path} holds {array}, but {name} takes {Describe(info)}.");
            }

            array.Bytes.CopyTo(target);
            return;
        }

        var bytes = File.ReadAllBytes(path);
        var expected = declared == OnnxType.Undefined ? target.Length : declared.StoredBytes(info.Shape.ElementCount);
        if (bytes.Length != expected)
        {
            var type = declared == OnnxType.Undefined ? "" : $", elements of type {declared}";
            throw ToolException.BadData($"{path} holds {bytes.Length} bytes, but {name} takes {expected}: {Describe(info)}, raw{type}.");
        }

        (declared == OnnxType.Undefined ? bytes : OnnxElements.Hold(declared, bytes, info.Shape.ElementCount)).CopyTo(target);
    }

    private static string Describe(OperandInfo info) => new NpyArray(info.Type, info.Shape.Span.ToArray(), []).ToString();
}
