using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>real = scale * (stored - zeroPoint): a model's output as numbers a person can compare with a threshold.</summary>
public static class ScoreReader
{
    /// <summary>Whether an output like this can be read as real numbers.</summary>
    public static bool CanRead(OperandInfo output) => output.Type switch
    {
        ElementType.Float32 or ElementType.Int32 => true,
        ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 => !output.IsPerChannel,
        _ => false,
    };

    /// <param name="output">Type and quantization, for which <see cref="CanRead"/> holds; without a scale, integers as they are.</param>
    /// <param name="stored">The tensor's bytes.</param>
    /// <param name="scores">One number per element.</param>
    public static void Read(OperandInfo output, ReadOnlySpan<byte> stored, Span<float> scores)
    {
        var scale = output.Scale > 0 ? output.Scale : 1;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = output.Type switch
            {
                ElementType.Float32 => MemoryMarshal.Cast<byte, float>(stored)[i],
                ElementType.Int8 => scale * ((sbyte)stored[i] - output.ZeroPoint),
                ElementType.UInt8 => scale * (stored[i] - output.ZeroPoint),
                ElementType.Int16 => scale * (MemoryMarshal.Cast<byte, short>(stored)[i] - output.ZeroPoint),
                _ => scale * (MemoryMarshal.Cast<byte, int>(stored)[i] - output.ZeroPoint),
            };
        }
    }
}
