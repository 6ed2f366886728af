using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Rounds float weights to the nearest IEEE 754 binary16, so that the file stores them in two bytes each. A constant too small to save
/// anything, or with a number that binary16 cannot hold (beyond 65504), stays as it is.
/// </summary>
public static class HalfWeights
{
    private const int SmallestCount = 32;

    public static void Apply(Graph graph)
    {
        foreach (var value in graph.Values().Where(v => v is { IsConstant: true, Type: ElementType.Float32 } && v.Shape.ElementCount >= SmallestCount))
        {
            var rounded = value.ConstantAs<float>().ToArray();
            for (var i = 0; i < rounded.Length; i++)
            {
                rounded[i] = (float)(Half)rounded[i];
            }

            if (rounded.All(float.IsFinite))
            {
                value.Constant = MemoryMarshal.AsBytes(rounded.AsSpan()).ToArray();
            }
        }
    }
}
