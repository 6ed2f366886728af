using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>Random inputs from a seed: uniform over an integer type's range, floats in [-1, 1), 32- and 64-bit integers in 0..9.</summary>
public static class RandomInputs
{
    public static void Fill(Interpreter interpreter, Random random)
    {
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            Fill(interpreter.InputInfo(i).Type, interpreter.InputBytes(i), random);
        }
    }

    private static void Fill(ElementType type, Span<byte> bytes, Random random)
    {
        switch (type)
        {
            case ElementType.Float32:
                foreach (ref var value in MemoryMarshal.Cast<byte, float>(bytes))
                {
                    value = (random.NextSingle() * 2) - 1;
                }

                break;
            case ElementType.Int32 or ElementType.Int64 or ElementType.UInt32 or ElementType.UInt64:
                bytes.Clear();
                for (var i = 0; i < bytes.Length; i += type.SizeBytes())
                {
                    bytes[i] = (byte)random.Next(10);
                }

                break;
            case ElementType.Bool:
                foreach (ref var value in bytes)
                {
                    value = (byte)random.Next(2);
                }

                break;
            default:
                random.NextBytes(bytes);
                break;
        }
    }
}
