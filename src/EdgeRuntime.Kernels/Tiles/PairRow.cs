using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>One row of x times four columns: with a single row nothing is read twice but x, so more columns share a pair of it.</summary>
internal static unsafe class PairRow<TStep, TVector>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    public const int Columns = 4;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(PairOperands* operands)
    {
        var weights = operands->Weights;
        var a = TStep.Load(operands->Initial);
        var b = TStep.Load(operands->Initial + TStep.Lanes);
        var c = TStep.Load(operands->Initial + (2 * TStep.Lanes));
        var d = TStep.Load(operands->Initial + (3 * TStep.Lanes));
        nint groupBytes = TStep.GroupDepth * TStep.Lanes * TStep.WeightBytes;
        var next = weights->BlockBytes;
        var w = weights->Blocks + (operands->Channel / TStep.Lanes * next) + (groupBytes / TStep.GroupDepth * operands->FirstDepth);
        for (var segment = 0; segment < operands->SegmentCount; segment++)
        {
            var x = operands->Segments[segment];
            var left = operands->Groups;
            for (; TStep.HalvesProducts && weights->Halved && left > 1; left -= 2)
            {
                var (x0, x1) = (TStep.Group(x), TStep.Group(x + 4));
                a = TwoSteps(a, x0, x1, w, groupBytes);
                b = TwoSteps(b, x0, x1, w + next, groupBytes);
                c = TwoSteps(c, x0, x1, w + (2 * next), groupBytes);
                d = TwoSteps(d, x0, x1, w + (3 * next), groupBytes);
                w += 2 * groupBytes;
                x += 8;
            }

            for (; left > 0; left--)
            {
                var group = TStep.Group(x);
                a = TStep.MultiplyAdd(a, group, TStep.Weights(w));
                b = TStep.MultiplyAdd(b, group, TStep.Weights(w + next));
                c = TStep.MultiplyAdd(c, group, TStep.Weights(w + (2 * next)));
                d = TStep.MultiplyAdd(d, group, TStep.Weights(w + (3 * next)));
                w += groupBytes;
                x += 4;
            }
        }

        if (TStep.HalvesProducts && weights->Halved)
        {
            var term = TStep.Create(operands->RowTerms[0]);
            (a, b, c, d) = (TStep.Add(a, term), TStep.Add(b, term), TStep.Add(c, term), TStep.Add(d, term));
        }

        if (operands->Sums != null)
        {
            TStep.Store(a, operands->Sums);
            TStep.Store(b, operands->Sums + TStep.Lanes);
            TStep.Store(c, operands->Sums + (2 * TStep.Lanes));
            TStep.Store(d, operands->Sums + (3 * TStep.Lanes));
            return;
        }

        Finish(operands, 0, a);
        Finish(operands, TStep.Lanes, b);
        Finish(operands, 2 * TStep.Lanes, c);
        Finish(operands, 3 * TStep.Lanes, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector TwoSteps(TVector sums, TVector x0, TVector x1, sbyte* w, nint groupBytes) =>
        TStep.MultiplyAddTwo(sums, x0, x1, TStep.Weights(w), TStep.Weights(w + groupBytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(PairOperands* operands, int column, TVector sums) =>
        new PairFinish<TStep, TVector>(operands->Weights, operands->Channel + column).Store(sums, operands->Output + column);
}
