using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>One input tensor from a file: <c>.npy</c>, or raw bytes, row-major and little-endian.</summary>
public static class InputFile
{
    /// <param name="path">File.</param>
    /// <param name="name">The input, for messages: <c>input 0 'serving_default'</c>.</param>
    /// <param name="info">What the model takes.</param>
    /// <param name="target">The input's memory.</param>
    /// <exception cref="ToolException">The file is something else than the model takes.</exception>
    public static void Load(string path, string name, OperandInfo info, Span<byte> target)
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
        if (bytes.Length != target.Length)
        {
            throw ToolException.BadData($"{path} holds {bytes.Length} bytes, but {name} takes {target.Length}: {Describe(info)}, raw.");
        }

        bytes.CopyTo(target);
    }

    private static string Describe(OperandInfo info) => new NpyArray(info.Type, info.Shape.Span.ToArray(), []).ToString();
}
