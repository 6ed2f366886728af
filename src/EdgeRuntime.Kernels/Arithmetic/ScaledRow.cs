using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Kernels;

/// <summary>float32 rows: sums of one with a multiple of another, and dot products.</summary>
internal static unsafe class ScaledRow
{
    /// <summary>target[i] += factor * row[i]</summary>
    public static void Add(float* row, float factor, Span<float> target)
    {
        var source = new ReadOnlySpan<float>(row, target.Length);
        var wide = MemoryMarshal.Cast<float, Vector<float>>(source);
        var wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < wideTarget.Length; i++)
        {
            wideTarget[i] += wide[i] * factor;
        }

        for (var i = wideTarget.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * factor;
        }
    }

    /// <summary>sum of a[i] * b[i]</summary>
    public static float Dot(float* a, float* b, int length)
    {
        var left = new ReadOnlySpan<float>(a, length);
        var right = new ReadOnlySpan<float>(b, length);
        var wideLeft = MemoryMarshal.Cast<float, Vector<float>>(left);
        var wideRight = MemoryMarshal.Cast<float, Vector<float>>(right);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wideLeft.Length; i++)
        {
            sums += wideLeft[i] * wideRight[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = wideLeft.Length * Vector<float>.Count; i < length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
