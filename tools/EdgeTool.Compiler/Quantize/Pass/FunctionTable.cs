using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>The 256 answers of a float function of one element, for every int8 input, computed with the function's own kernel.</summary>
internal static class FunctionTable
{
    /// <param name="node">The float node.</param>
    /// <param name="input">Its quantized input.</param>
    /// <param name="output">How answers are stored.</param>
    public static byte[] Of(Node node, Value input, ValueFormat output)
    {
        var reals = new float[Lookup.TableLength];
        ValueFormat.Dequantize(input, UnaryTable.Domain(ElementType.Int8), reals);
        var over = Node.Of(node.Name, node.Law, node.RecordBytes, [Flat(node.Inputs[0]!)], [Flat(node.Outputs[0])]);
        var answers = NodeEvaluator.Compute(over, [MemoryMarshal.AsBytes(reals.AsSpan()).ToArray()])[0];
        return output.Quantize(MemoryMarshal.Cast<byte, float>(answers));
    }

    private static Value Flat(Value like) => new() { Name = like.Name, Type = ElementType.Float32, Shape = new Shape(Lookup.TableLength) };
}
