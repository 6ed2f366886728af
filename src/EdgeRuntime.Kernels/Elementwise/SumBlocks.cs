using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Blocks of <see cref="ScaledSum"/> for int8. The input with the larger scale has the factor 1/2, which on a value with 20 extra bits is a
/// shift; only the other one and the sum are rescaled.
/// </summary>
internal unsafe struct SumBlocks<TIsa, TLanes, TOrder> : IBinaryBlocks<SumBlocks<TIsa, TLanes, TOrder>, sbyte>
    where TIsa : IInt32Lanes<TLanes>
    where TLanes : unmanaged
    where TOrder : ISumOrder
{
    private bool _firstIsCoarse;
    private int _coarseZeroPoint;
    private int _fineZeroPoint;
    private QuantizedMultiplier _fine;
    private QuantizedMultiplier _output;
    private OutputLimits _limits;

    public static int BlockLength => TIsa.BlockLength;

    public static SumBlocks<TIsa, TLanes, TOrder> Prepare(StepContext* step)
    {
        // Add and Sub have the same record.
        var sum = ScaledSum.Of(step, step->RecordAs<Add>().Activation);
        var firstIsCoarse = step->Inputs[0].Scale >= step->Inputs[1].Scale;
        return new()
        {
            _firstIsCoarse = firstIsCoarse,
            _coarseZeroPoint = firstIsCoarse ? sum.ZeroPointA : sum.ZeroPointB,
            _fineZeroPoint = firstIsCoarse ? sum.ZeroPointB : sum.ZeroPointA,
            _fine = firstIsCoarse ? sum.B : sum.A,
            _output = sum.Output,
            _limits = sum.Limits,
        };
    }

    public readonly void Apply(sbyte* a, nint stepA, sbyte* b, nint stepB, sbyte* y, nint count)
    {
        if (_firstIsCoarse)
        {
            Combine(a, stepA, b, stepB, y, count);
        }
        else
        {
            Combine(b, stepB, a, stepA, y, count);
        }
    }

    private readonly void Combine(sbyte* coarse, nint coarseStep, sbyte* fine, nint fineStep, sbyte* y, nint count)
    {
        var (factor, output, limits) = (TIsa.Factor(_fine), TIsa.Factor(_output), TIsa.Limits(_limits));
        var (coarseZeroPoint, fineZeroPoint) = (TIsa.ZeroPoint(_coarseZeroPoint), TIsa.ZeroPoint(_fineZeroPoint));
        var (coarseBlock, fineBlock) = (coarseStep * TIsa.BlockLength, fineStep * TIsa.BlockLength);
        for (var end = y + count; y < end; y += TIsa.BlockLength, coarse += coarseBlock, fine += fineBlock)
        {
            TIsa.LoadFine(coarse, coarseZeroPoint, out var a, out var b, out var c, out var d);
            TIsa.LoadFine(fine, fineZeroPoint, out var a2, out var b2, out var c2, out var d2);
            a = TIsa.RescaleDown(TOrder.Combine<TIsa, TLanes>(a, TIsa.Rescale(a2, factor)), output);
            b = TIsa.RescaleDown(TOrder.Combine<TIsa, TLanes>(b, TIsa.Rescale(b2, factor)), output);
            c = TIsa.RescaleDown(TOrder.Combine<TIsa, TLanes>(c, TIsa.Rescale(c2, factor)), output);
            d = TIsa.RescaleDown(TOrder.Combine<TIsa, TLanes>(d, TIsa.Rescale(d2, factor)), output);
            TIsa.Store(a, b, c, d, limits, y);
        }
    }
}
