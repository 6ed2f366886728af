using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SHAPE (77): shapes are known when packing, so the output is a constant and no node is left.</summary>
public sealed class ShapeImporter : ITfliteImporter
{
    public int BuiltinCode => 77;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var (dimensions, output) = (source.Require(0, "input").Shape.Span.ToArray(), source.Outputs[0]);
        output.Constant = output.Type switch
        {
            ElementType.Int32 => MemoryMarshal.AsBytes(dimensions.AsSpan()).ToArray(),
            ElementType.Int64 => MemoryMarshal.AsBytes(Array.ConvertAll(dimensions, d => (long)d).AsSpan()).ToArray(),
            _ => throw new UnsupportedException($"gives a shape as {output.Type}", "give it as int32 or int64"),
        };
        output.Shape = new Shape(dimensions.Length);
    }
}
