using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeTool.Training;

/// <summary>The two inner loops of training, four lanes wide on every processor, so that sums are made in the same order everywhere.</summary>
internal static class VectorSums
{
    /// <summary>Sum of a[i] * b[i].</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var lanes = Vector128<float>.Zero;
        ReadOnlySpan<Vector128<float>> va = MemoryMarshal.Cast<float, Vector128<float>>(a), vb = MemoryMarshal.Cast<float, Vector128<float>>(b);
        for (var i = 0; i < va.Length && i < vb.Length; i++)
        {
            lanes += va[i] * vb[i];
        }

        var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
        for (var i = va.Length * Vector128<float>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>target[i] += factor * source[i].</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        var vt = MemoryMarshal.Cast<float, Vector128<float>>(target);
        var vs = MemoryMarshal.Cast<float, Vector128<float>>(source);
        for (var i = 0; i < vt.Length && i < vs.Length; i++)
        {
            vt[i] += vs[i] * factor;
        }

        for (var i = vt.Length * Vector128<float>.Count; i < target.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }
}
