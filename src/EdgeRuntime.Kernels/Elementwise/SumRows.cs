using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Binds int8 sums and differences to <see cref="SumBlocks{TIsa, TLanes, TOrder}"/>.</summary>
internal static class SumRows
{
    public static bool BindSum<TIsa, TLanes>(StepView step, out BoundKernel kernel)
        where TIsa : IInt32Lanes<TLanes>
        where TLanes : unmanaged
    {
        kernel = BinaryRows.Bind<sbyte, SumBlocks<TIsa, TLanes, SumOrders.Sum>>(step);
        return Covers<TIsa, TLanes>(step);
    }

    public static bool BindDifference<TIsa, TLanes>(StepView step, out BoundKernel kernel)
        where TIsa : IInt32Lanes<TLanes>
        where TLanes : unmanaged
    {
        kernel = step.Inputs[0].Scale >= step.Inputs[1].Scale
            ? BinaryRows.Bind<sbyte, SumBlocks<TIsa, TLanes, SumOrders.CoarseLessFine>>(step)
            : BinaryRows.Bind<sbyte, SumBlocks<TIsa, TLanes, SumOrders.FineLessCoarse>>(step);
        return Covers<TIsa, TLanes>(step);
    }

    private static bool Covers<TIsa, TLanes>(StepView step)
        where TIsa : IInt32Lanes<TLanes>
        where TLanes : unmanaged =>
        step.Types(ElementType.Int8, ElementType.Int8) && BinaryRows.Covers(step, TIsa.BlockLength)
        && ScaledSum.OutputFactor(step.Inputs[0].Scale, step.Inputs[1].Scale, step.Outputs[0].Scale, 20).Shift < 0;
}
