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
        var next = weights->BlockBytes;
        var w = weights->Blocks + (operands->Channel / TStep.Lanes * next) + (TStep.Lanes * operands->FirstDepth);
        for (var segment = 0; segment < operands->SegmentCount; segment++)
        {
            var x = operands->Segments[segment];
            for (nint left = operands->Groups; left > 0; left--)
            {
                var group = TStep.Group(x);
                a = TStep.MultiplyAdd(a, group, TStep.Weights(w));
                b = TStep.MultiplyAdd(b, group, TStep.Weights(w + next));
                c = TStep.MultiplyAdd(c, group, TStep.Weights(w + (2 * next)));
                d = TStep.MultiplyAdd(d, group, TStep.Weights(w + (3 * next)));
                w += TStep.GroupDepth * TStep.Lanes;
                x += 4;
            }
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
    private static void Finish(PairOperands* operands, int column, TVector sums) =>
        new PairFinish<TStep, TVector>(operands->Weights, operands->Channel + column).Store(sums, operands->Output + column);
}
