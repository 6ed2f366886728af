using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Sums of four rows x (depth) with two vectors of columns of w (depth, columns): eight accumulators, each of them summed along the depth in
/// its natural order, whatever the rows beside it.
/// </summary>
internal unsafe struct FloatTile<TIsa, TLanes>
    where TIsa : IFloatLanes<TLanes>
    where TLanes : unmanaged
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    private TLanes _a;
    private TLanes _a2;
    private TLanes _b;
    private TLanes _b2;
    private TLanes _c;
    private TLanes _c2;
    private TLanes _d;
    private TLanes _d2;

    /// <summary>Columns of a tile.</summary>
    public static int Columns => 2 * TIsa.Count;

    /// <summary>Adds <paramref name="depth"/> products; x[k] is at k * xStride, w's rows are wStride apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* x, float* x2, float* x3, float* x4, nint xStride, float* w, nint wStride, int depth)
    {
        TLanes a = _a, a2 = _a2, b = _b, b2 = _b2, c = _c, c2 = _c2, d = _d, d2 = _d2;
        for (nint k = 0, end = depth * xStride; k < end; k += xStride, w += wStride)
        {
            var (left, right) = (TIsa.Load(w), TIsa.Load(w + TIsa.Count));
            var value = TIsa.Broadcast(x[k]);
            (a, a2) = (TIsa.MultiplyAdd(a, value, left), TIsa.MultiplyAdd(a2, value, right));
            value = TIsa.Broadcast(x2[k]);
            (b, b2) = (TIsa.MultiplyAdd(b, value, left), TIsa.MultiplyAdd(b2, value, right));
            value = TIsa.Broadcast(x3[k]);
            (c, c2) = (TIsa.MultiplyAdd(c, value, left), TIsa.MultiplyAdd(c2, value, right));
            value = TIsa.Broadcast(x4[k]);
            (d, d2) = (TIsa.MultiplyAdd(d, value, left), TIsa.MultiplyAdd(d2, value, right));
        }

        (_a, _a2, _b, _b2) = (a, a2, b, b2);
        (_c, _c2, _d, _d2) = (c, c2, d, d2);
    }

    /// <summary>Writes every row's sums plus bias, clamped, to <paramref name="rows"/> (Rows, Columns).</summary>
    public readonly void Finish(float* bias, in FloatLimits<TLanes> limits, float* rows)
    {
        var (left, right) = (TIsa.Load(bias), TIsa.Load(bias + TIsa.Count));
        Write(_a, _a2, left, right, limits, rows);
        Write(_b, _b2, left, right, limits, rows + Columns);
        Write(_c, _c2, left, right, limits, rows + (2 * Columns));
        Write(_d, _d2, left, right, limits, rows + (3 * Columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(TLanes sum, TLanes sum2, TLanes bias, TLanes bias2, in FloatLimits<TLanes> limits, float* row)
    {
        TIsa.Store(TIsa.Clamp(TIsa.Add(sum, bias), limits.Min, limits.Max), row);
        TIsa.Store(TIsa.Clamp(TIsa.Add(sum2, bias2), limits.Min, limits.Max), row + TIsa.Count);
    }
}
