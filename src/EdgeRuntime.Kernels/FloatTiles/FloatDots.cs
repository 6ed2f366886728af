using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Products of float32 rows, where they lie, with one vector. Every row is summed in the same order however many are computed at once:
/// even vectors, odd vectors, both together, then the elements that fill no vector.
/// </summary>
internal static unsafe class FloatDots<TIsa, TLanes>
    where TIsa : IFloatLanes<TLanes>
    where TLanes : unmanaged
{
    /// <summary>target[i] = Σ over k of rows[i * stride + k] * x[k], i below <paramref name="count"/>, k below <paramref name="depth"/>.</summary>
    public static void Multiply(float* rows, nint stride, float* x, int depth, float* target, int count)
    {
        var i = 0;
        for (; i <= count - 4; i += 4)
        {
            Four(rows + (i * stride), stride, x, depth, target + i);
        }

        for (; i < count; i++)
        {
            target[i] = One(rows + (i * stride), x, depth);
        }
    }

    private static void Four(float* row, nint stride, float* x, int depth, float* target)
    {
        TLanes a = default, b = default, c = default, d = default, a2 = default, b2 = default, c2 = default, d2 = default;
        var k = 0;
        for (; k <= depth - (2 * TIsa.Count); k += 2 * TIsa.Count)
        {
            var w = row + k;
            var (value, value2) = (TIsa.Load(x + k), TIsa.Load(x + k + TIsa.Count));
            (a, a2) = (TIsa.MultiplyAdd(a, value, TIsa.Load(w)), TIsa.MultiplyAdd(a2, value2, TIsa.Load(w + TIsa.Count)));
            w += stride;
            (b, b2) = (TIsa.MultiplyAdd(b, value, TIsa.Load(w)), TIsa.MultiplyAdd(b2, value2, TIsa.Load(w + TIsa.Count)));
            w += stride;
            (c, c2) = (TIsa.MultiplyAdd(c, value, TIsa.Load(w)), TIsa.MultiplyAdd(c2, value2, TIsa.Load(w + TIsa.Count)));
            w += stride;
            (d, d2) = (TIsa.MultiplyAdd(d, value, TIsa.Load(w)), TIsa.MultiplyAdd(d2, value2, TIsa.Load(w + TIsa.Count)));
        }

        target[0] = Finish(a, a2, row, x, k, depth);
        target[1] = Finish(b, b2, row + stride, x, k, depth);
        target[2] = Finish(c, c2, row + (2 * stride), x, k, depth);
        target[3] = Finish(d, d2, row + (3 * stride), x, k, depth);
    }

    private static float One(float* row, float* x, int depth)
    {
        TLanes sum = default, sum2 = default;
        var k = 0;
        for (; k <= depth - (2 * TIsa.Count); k += 2 * TIsa.Count)
        {
            sum = TIsa.MultiplyAdd(sum, TIsa.Load(x + k), TIsa.Load(row + k));
            sum2 = TIsa.MultiplyAdd(sum2, TIsa.Load(x + k + TIsa.Count), TIsa.Load(row + k + TIsa.Count));
        }

        return Finish(sum, sum2, row, x, k, depth);
    }

    /// <summary>Both sums, and the elements from <paramref name="k"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Finish(TLanes sum, TLanes sum2, float* row, float* x, int k, int depth)
    {
        if (k <= depth - TIsa.Count)
        {
            sum = TIsa.MultiplyAdd(sum, TIsa.Load(x + k), TIsa.Load(row + k));
            k += TIsa.Count;
        }

        var total = TIsa.Total(TIsa.Add(sum, sum2));
        for (; k < depth; k++)
        {
            total += x[k] * row[k];
        }

        return total;
    }
}
