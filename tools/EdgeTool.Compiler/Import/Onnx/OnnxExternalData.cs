using System.Globalization;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Weights in a file beside the model. Only when the caller allows it, only a plain file name in the model's own folder, and no
/// link: a model from elsewhere must not choose which files are read.
/// </summary>
internal static class OnnxExternalData
{
    /// <exception cref="ImportException">It may not be read, is not there or is too short.</exception>
    public static ReadOnlyMemory<byte> Read(OnnxTensor tensor, string folder, ImportOptions options)
    {
        var location = tensor.External.GetValueOrDefault("location", "");
        if (!options.AllowExternalData)
        {
            throw new ImportException(
                $"Tensor '{tensor.Name}' lies outside the model, in '{location}', which is not read unless --external-data allows it. "
                + "Give that option if you trust the model, or export with all weights in one file.");
        }

        if (location is "" or "." or ".." || Path.GetFileName(location) != location || location.AsSpan().ContainsAny('/', '\\', '\0') || folder.Length == 0)
        {
            throw new ImportException($"Tensor '{tensor.Name}' lies in '{location}', which is no file name in the model's folder. Move the file beside the model.");
        }

        using var stream = PlainFile.Open(folder, location)
            ?? throw new ImportException($"Tensor '{tensor.Name}' lies in '{location}', which is no plain file in the model's folder. Copy it there.");
        var sizeBytes = tensor.Type.StoredBytes(tensor.ElementCount);
        var offset = Number(tensor, "offset", 0);
        if (Number(tensor, "length", sizeBytes) != sizeBytes || offset > stream.Length - sizeBytes)
        {
            throw new ImportException($"Tensor '{tensor.Name}' needs {sizeBytes} bytes from byte {offset} of '{location}' ({stream.Length} bytes). Export the model again.");
        }

        var bytes = new byte[sizeBytes];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static long Number(OnnxTensor tensor, string key, long defaultValue) =>
        !tensor.External.TryGetValue(key, out var text) ? defaultValue
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ImportException($"Tensor '{tensor.Name}' has the {key} '{text}'. Export the model again.");
}
