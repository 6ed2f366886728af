using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Elements that are only moved, or chosen among their like, keep their scale and zero point.</summary>
internal static class OnnxMovedQuantization
{
    /// <summary>Gives outputs the quantization that all operands of their type share.</summary>
    public static void Keep(OpCode opCode, IReadOnlyList<Value?> inputs, IReadOnlyList<Value> outputs)
    {
        if (opCode is not (OpCode.Slice or OpCode.StridedSlice or OpCode.Split or OpCode.Concatenation or OpCode.Gather or OpCode.MaxPool2D)
            || inputs is not [{ Scales: [var scale] } first, ..]
            || !inputs.All(v => v is null || v.Type != first.Type || (v.Scales is [var other] && other.Equals(scale) && v.ZeroPoint == first.ZeroPoint)))
        {
            return;
        }

        foreach (var output in outputs.Where(o => o.Type == first.Type && o.Scales.Length == 0))
        {
            (output.Scales, output.ZeroPoint) = ([scale], first.ZeroPoint);
        }
    }
}
