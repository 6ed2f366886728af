using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Tensors of the file as constants, within a budget: varint elements may take one byte in the file and eight here.</summary>
internal sealed class OnnxConstants(OnnxModel model, ImportOptions options)
{
    private const int ExpansionLimit = 4;

    private long _budgetBytes = (model.SizeBytes * ExpansionLimit) + (4 << 20);

    /// <summary>Tensors of float64 so far: each holds the nearest float32 numbers.</summary>
    public int Doubles { get; private set; }

    /// <param name="tensor">A tensor of the file.</param>
    /// <param name="fallbackName">Name for tensors without one.</param>
    /// <exception cref="UnsupportedException">No constant can hold it.</exception>
    public Value Of(OnnxTensor tensor, string fallbackName)
    {
        var name = tensor.Name.Length > 0 ? tensor.Name : fallbackName;
        var type = tensor.Type.Require(name);
        Doubles += tensor.Type == OnnxType.Double ? 1 : 0;
        var external = tensor.IsExternal ? OnnxExternalData.Read(tensor, model.Folder, options) : default;
        _budgetBytes -= tensor.IsExternal ? 0 : tensor.ElementCount * type.SizeBytes();
        if (_budgetBytes < 0)
        {
            throw new ImportException($"The file ({model.SizeBytes} bytes) holds constants that expand to more than {ExpansionLimit} times its size. Store weights as raw float data.");
        }

        return new Value { Name = name, Type = type, Shape = ShapeOf(name, tensor.Dimensions), Constant = tensor.Decode(type, external) };
    }

    private static Shape ShapeOf(string name, long[] dimensions) => dimensions.Length <= Shape.MaxRank
        ? new Shape(Array.ConvertAll(dimensions, d => (int)d))
        : throw new UnsupportedException($"uses '{name}' of rank {dimensions.Length}", $"keep to {Shape.MaxRank} dimensions");
}
