using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>
/// When two results count as the same: integers byte for byte; float32 within 1e-4 relative plus 1e-5 absolute, since exp and tanh of the
/// C library differ between hosts in the last place.
/// </summary>
public static class TensorComparison
{
    public const float RelativeTolerance = 1e-4f;

    public const float AbsoluteTolerance = 1e-5f;

    /// <summary>Index of the first element that differs; -1 when none does. Another length differs at the first element missing.</summary>
    public static int FirstDifference(ElementType type, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found)
    {
        var size = Math.Max(1, type.SizeBytes());
        if (expected.Length != found.Length)
        {
            return Math.Min(expected.Length, found.Length) / size;
        }

        if (type != ElementType.Float32)
        {
            var common = expected.CommonPrefixLength(found);
            return common == expected.Length ? -1 : common / size;
        }

        var a = MemoryMarshal.Cast<byte, float>(expected);
        var b = MemoryMarshal.Cast<byte, float>(found);
        for (var i = 0; i < a.Length; i++)
        {
            if (!IsClose(a[i], b[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>One element as text, for messages.</summary>
    public static string ElementText(ElementType type, ReadOnlySpan<byte> bytes, int element)
    {
        var size = Math.Max(1, type.SizeBytes());
        if ((long)(element + 1) * size > bytes.Length)
        {
            return "nothing";
        }

        var slice = bytes.Slice(element * size, size);
        return type switch
        {
            ElementType.Float32 => MemoryMarshal.Read<float>(slice).ToString("R"),
            ElementType.Int8 => ((sbyte)slice[0]).ToString(),
            ElementType.Int16 => MemoryMarshal.Read<short>(slice).ToString(),
            ElementType.Int32 => MemoryMarshal.Read<int>(slice).ToString(),
            ElementType.Int64 => MemoryMarshal.Read<long>(slice).ToString(),
            _ => slice[0].ToString(),
        };
    }

    private static bool IsClose(float expected, float found) =>
        expected.Equals(found) || (float.IsFinite(expected) && MathF.Abs(expected - found) <= AbsoluteTolerance + (RelativeTolerance * MathF.Abs(expected)));
}
