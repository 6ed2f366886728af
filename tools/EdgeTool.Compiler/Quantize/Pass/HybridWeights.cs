using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Weights of 8 bits with a scale per row, for layers that compute in float32: symmetric, every weight the nearest of -127..127 steps
/// (dynamic range quantization of the TensorFlow Lite converter). They stay float32 numbers, which the file stores in a byte each.
/// </summary>
internal static class HybridWeights
{
    private const int Limit = 127;

    /// <summary>Whether an operand of a recurrent layer is its input or recurrent weights.</summary>
    public static bool Covers(Node node, int input) => node.OpCode == OpCode.Recurrent && input is 1 or 2 && node.Inputs[input] is { IsConstant: true };

    /// <summary>The weights rounded; their rows are output channels.</summary>
    public static byte[] Of(Value weights)
    {
        var rounded = weights.ConstantAs<float>().ToArray();
        var length = weights.Shape.Product(1, weights.Shape.Rank);
        for (var start = 0; start < rounded.Length; start += length)
        {
            var row = rounded.AsSpan(start, length);
            var scale = ValueRange.Of(row).MaxMagnitude / Limit;
            foreach (ref var weight in row)
            {
                weight = scale > 0 ? scale * (int)MathF.Round(weight / scale, MidpointRounding.AwayFromZero) : 0;
            }
        }

        return MemoryMarshal.AsBytes(rounded.AsSpan()).ToArray();
    }
}
