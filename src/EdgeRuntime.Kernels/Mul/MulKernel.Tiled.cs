using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>int8, block by block.</summary>
public static unsafe partial class MulKernel
{
    private static bool BindTiled<TIsa, TLanes>(StepView step, out BoundKernel kernel)
        where TIsa : IInt32Lanes<TLanes>
        where TLanes : unmanaged
    {
        kernel = BinaryRows.Bind<sbyte, ProductBlocks<TIsa, TLanes>>(step);
        return step.Types(ElementType.Int8, ElementType.Int8) && BinaryRows.Covers(step, TIsa.BlockLength)
            && Factor(step.Inputs[0].Scale, step.Inputs[1].Scale, step.Outputs[0].Scale).Shift < 0;
    }

    private struct ProductBlocks<TIsa, TLanes> : IBinaryBlocks<ProductBlocks<TIsa, TLanes>, sbyte>
        where TIsa : IInt32Lanes<TLanes>
        where TLanes : unmanaged
    {
        private int _zeroPointA;
        private int _zeroPointB;
        private QuantizedMultiplier _factor;
        private OutputLimits _limits;

        public static int BlockLength => TIsa.BlockLength;

        public static ProductBlocks<TIsa, TLanes> Prepare(StepContext* step) => new()
        {
            _zeroPointA = step->Inputs[0].ZeroPoint,
            _zeroPointB = step->Inputs[1].ZeroPoint,
            _factor = Factor(step->Inputs[0].Scale, step->Inputs[1].Scale, step->Outputs[0].Scale),
            _limits = OutputLimits.Of(step->Outputs[0], step->RecordAs<Mul>().Activation),
        };

        public readonly void Apply(sbyte* a, nint stepA, sbyte* b, nint stepB, sbyte* y, nint count)
        {
            var (factor, limits) = (TIsa.Factor(_factor), TIsa.Limits(_limits));
            var (zeroPointA, zeroPointB) = (TIsa.ZeroPoint(_zeroPointA), TIsa.ZeroPoint(_zeroPointB));
            for (nint i = 0; i < count; i += TIsa.BlockLength)
            {
                TIsa.Load(a + (i * stepA), zeroPointA, out var p, out var q, out var r, out var s);
                TIsa.Load(b + (i * stepB), zeroPointB, out var p2, out var q2, out var r2, out var s2);
                p = TIsa.RescaleDown(TIsa.Multiply(p, p2), factor);
                q = TIsa.RescaleDown(TIsa.Multiply(q, q2), factor);
                r = TIsa.RescaleDown(TIsa.Multiply(r, r2), factor);
                s = TIsa.RescaleDown(TIsa.Multiply(s, s2), factor);
                TIsa.Store(p, q, r, s, limits, y + i);
            }
        }
    }
}
