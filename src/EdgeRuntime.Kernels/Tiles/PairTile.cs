using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Rows of x times columns, a column being the channels of one register: up to six rows times two columns, or twelve times one. Sums stay
/// in registers over the whole depth; a column's weights are read once for all rows. Twelve sums, two weights, one of x and a product fit
/// sixteen registers.
/// </summary>
internal static unsafe class PairTile<TStep, TVector, TRows, TShape>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
    where TRows : ITileSize
    where TShape : ITileShape
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(PairOperands* operands)
    {
        var weights = operands->Weights;
        TVector a0, a1, a2, a3, a4, a5, b0, b1, b2, b3, b4, b5;
        a0 = a1 = a2 = a3 = a4 = a5 = TStep.Load(operands->Initial);
        b0 = b1 = b2 = b3 = b4 = b5 = TShape.IsColumn ? TStep.Load(operands->Initial + TStep.Lanes) : a0;
        if (operands->InitialStride != 0)
        {
            Begin(operands, 0, ref a0, ref b0);
            Begin(operands, 1, ref a1, ref b1);
            Begin(operands, 2, ref a2, ref b2);
            Begin(operands, 3, ref a3, ref b3);
            Begin(operands, 4, ref a4, ref b4);
            Begin(operands, 5, ref a5, ref b5);
        }

        nint groupBytes = TStep.GroupDepth * TStep.Lanes * TStep.WeightBytes;
        var next = weights->BlockBytes;
        var w = weights->Blocks + (operands->Channel / TStep.Lanes * next) + (groupBytes / TStep.GroupDepth * operands->FirstDepth);
        var stride = operands->XStride;
        var second = operands->SecondRow * stride;
        for (var segment = 0; segment < operands->SegmentCount; segment++)
        {
            var x = operands->Segments[segment];
            var left = operands->Groups;
            for (; TStep.HalvesProducts && weights->Halved && left > 1; left -= 2)
            {
                var (wa, wc) = (TStep.Weights(w), TStep.Weights(w + groupBytes));
                var wb = TShape.IsColumn ? TStep.Weights(w + next) : wa;
                var wd = TShape.IsColumn ? TStep.Weights(w + next + groupBytes) : wc;
                TwoSteps(x, 0, second, wa, wc, wb, wd, ref a0, ref b0);
                TwoSteps(x + stride, 1, second, wa, wc, wb, wd, ref a1, ref b1);
                TwoSteps(x + (2 * stride), 2, second, wa, wc, wb, wd, ref a2, ref b2);
                TwoSteps(x + (3 * stride), 3, second, wa, wc, wb, wd, ref a3, ref b3);
                TwoSteps(x + (4 * stride), 4, second, wa, wc, wb, wd, ref a4, ref b4);
                TwoSteps(x + (5 * stride), 5, second, wa, wc, wb, wd, ref a5, ref b5);
                w += 2 * groupBytes;
                x += 8;
            }

            for (; left > 0; left--)
            {
                var wa = TStep.Weights(w);
                var wb = TShape.IsColumn ? TStep.Weights(w + next) : wa;
                Step(x, 0, second, wa, wb, ref a0, ref b0);
                Step(x + stride, 1, second, wa, wb, ref a1, ref b1);
                Step(x + (2 * stride), 2, second, wa, wb, ref a2, ref b2);
                Step(x + (3 * stride), 3, second, wa, wb, ref a3, ref b3);
                Step(x + (4 * stride), 4, second, wa, wb, ref a4, ref b4);
                Step(x + (5 * stride), 5, second, wa, wb, ref a5, ref b5);
                w += groupBytes;
                x += 4;
            }
        }

        if (TStep.HalvesProducts && weights->Halved)
        {
            TakeOff(operands, 0, ref a0, ref b0);
            TakeOff(operands, 1, ref a1, ref b1);
            TakeOff(operands, 2, ref a2, ref b2);
            TakeOff(operands, 3, ref a3, ref b3);
            TakeOff(operands, 4, ref a4, ref b4);
            TakeOff(operands, 5, ref a5, ref b5);
        }

        if (operands->Sums != null)
        {
            Leave(operands, 0, a0, b0);
            Leave(operands, 1, a1, b1);
            Leave(operands, 2, a2, b2);
            Leave(operands, 3, a3, b3);
            Leave(operands, 4, a4, b4);
            Leave(operands, 5, a5, b5);
            return;
        }

        Finish(operands, 0, 0, a0, a1, a2, a3, a4, a5);
        if (TShape.HasSecond)
        {
            Finish(operands, TShape.IsColumn ? 0 : operands->SecondRow, TShape.IsColumn ? TStep.Lanes : 0, b0, b1, b2, b3, b4, b5);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin(PairOperands* operands, int row, ref TVector a, ref TVector b)
    {
        if (row < TRows.Count)
        {
            a = TStep.Load(operands->Initial + (row * operands->InitialStride));
            b = TShape.HasSecond ? TStep.Load(operands->Initial + Second(operands, row, operands->InitialStride)) : a;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(byte* x, int row, nint second, TVector wa, TVector wb, ref TVector a, ref TVector b)
    {
        if (row < TRows.Count)
        {
            var group = TStep.Group(x);
            a = TStep.MultiplyAdd(a, group, wa);
            if (TShape.HasSecond)
            {
                b = TStep.MultiplyAdd(b, TShape.IsColumn ? group : TStep.Group(x + second), wb);
            }
        }
    }

    /// <summary>Two groups: <paramref name="wa"/> and <paramref name="wc"/> are the weights of the first column, the others the second's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoSteps(
        byte* x, int row, nint second, TVector wa, TVector wc, TVector wb, TVector wd, ref TVector a, ref TVector b)
    {
        if (row < TRows.Count)
        {
            var (x0, x1) = (TStep.Group(x), TStep.Group(x + 4));
            a = TStep.MultiplyAddTwo(a, x0, x1, wa, wc);
            if (TShape.HasSecond)
            {
                b = TShape.IsColumn
                    ? TStep.MultiplyAddTwo(b, x0, x1, wb, wd)
                    : TStep.MultiplyAddTwo(b, TStep.Group(x + second), TStep.Group(x + second + 4), wb, wd);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeOff(PairOperands* operands, int row, ref TVector a, ref TVector b)
    {
        if (row < TRows.Count)
        {
            a = TStep.Add(a, TStep.Create(operands->RowTerms[row]));
            if (TShape.HasSecond)
            {
                b = TStep.Add(b, TStep.Create(operands->RowTerms[TShape.IsColumn ? row : row + operands->SecondRow]));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Leave(PairOperands* operands, int row, TVector a, TVector b)
    {
        if (row < TRows.Count)
        {
            TStep.Store(a, operands->Sums + (row * operands->SumsStride));
            if (TShape.HasSecond)
            {
                TStep.Store(b, operands->Sums + Second(operands, row, operands->SumsStride));
            }
        }
    }

    /// <summary>Where a row of the second half lies among sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Second(PairOperands* operands, int row, nint stride) =>
        TShape.IsColumn ? (row * stride) + TStep.Lanes : (row + operands->SecondRow) * stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(
        PairOperands* operands, int row, int column, TVector s0, TVector s1, TVector s2, TVector s3, TVector s4, TVector s5)
    {
        var finish = new PairFinish<TStep, TVector>(operands->Weights, operands->Channel + column);
        var stride = operands->OutputStride;
        var output = operands->Output + column + (row * stride);
        finish.Store(s0, output);
        if (TRows.Count > 1)
        {
            finish.Store(s1, output + stride);
        }

        if (TRows.Count > 2)
        {
            finish.Store(s2, output + (2 * stride));
        }

        if (TRows.Count > 3)
        {
            finish.Store(s3, output + (3 * stride));
        }

        if (TRows.Count > 4)
        {
            finish.Store(s4, output + (4 * stride));
        }

        if (TRows.Count > 5)
        {
            finish.Store(s5, output + (5 * stride));
        }
    }
}
