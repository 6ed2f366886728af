using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RELU_N1_TO_1 (20), no options: becomes Maximum with -1, then Minimum with 1.</summary>
public sealed class ReluN1To1Importer : ITfliteImporter
{
    public int BuiltinCode => 20;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var (input, output) = (source.Require(0, "input"), source.Outputs[0]);
        if (input.Type != ElementType.Float32 && (!input.Scales.AsSpan().SequenceEqual(output.Scales) || input.ZeroPoint != output.ZeroPoint))
        {
            throw new UnsupportedException(
                "rescales between input and output of RELU_N1_TO_1", "quantize both with the same scale and zero point");
        }

        var atLeast = new Value
        {
            Name = source.Name + "/at_least",
            Type = output.Type,
            Shape = output.Shape,
            Scales = output.Scales,
            ZeroPoint = output.ZeroPoint,
        };
        graph.Add(source, default(Maximum), [input, Limit(source, input, -1)], [atLeast]);
        graph.Add(source, default(Minimum), [atLeast, Limit(source, input, 1)], [output]);
    }

    /// <summary>-1 or 1 as a scalar of the input's type and quantization.</summary>
    private static Value Limit(TfliteNode source, Value input, int real)
    {
        var name = $"{source.Name}/limit_{real}";
        if (input.Type == ElementType.Float32)
        {
            return Value.Of<float>(name, default, [real]);
        }

        if (input.Scales.Length != 1)
        {
            throw new UnsupportedException("has an input without a scale for the tensor", "quantize the input per tensor");
        }

        var (min, max) = input.Type.QuantizedRange();
        var stored = (int)Math.Clamp(input.ZeroPoint + Math.Round(real / (double)input.Scales[0], MidpointRounding.AwayFromZero), min, max);
        var limit = input.Type switch
        {
            ElementType.Int8 => Value.Of<sbyte>(name, default, [(sbyte)stored]),
            ElementType.UInt8 => Value.Of<byte>(name, default, [(byte)stored]),
            ElementType.Int16 => Value.Of<short>(name, default, [(short)stored]),
            _ => throw new UnsupportedException($"has {input.Type} input", "use float32, int8, uint8 or int16"),
        };
        (limit.Scales, limit.ZeroPoint) = (input.Scales, input.ZeroPoint);
        return limit;
    }
}
