using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>The orders in which quantized sums and differences combine their inputs.</summary>
internal static class SumOrders
{
    public readonly struct Sum : ISumOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Combine<TIsa, TLanes>(TLanes coarse, TLanes fine)
            where TIsa : IInt32Lanes<TLanes>
            where TLanes : unmanaged => TIsa.AddHalf(fine, coarse);
    }

    /// <summary>Difference whose first input is the coarser.</summary>
    public readonly struct CoarseLessFine : ISumOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Combine<TIsa, TLanes>(TLanes coarse, TLanes fine)
            where TIsa : IInt32Lanes<TLanes>
            where TLanes : unmanaged => TIsa.Subtract(TIsa.Half(coarse), fine);
    }

    /// <summary>Difference whose first input is the finer.</summary>
    public readonly struct FineLessCoarse : ISumOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Combine<TIsa, TLanes>(TLanes coarse, TLanes fine)
            where TIsa : IInt32Lanes<TLanes>
            where TLanes : unmanaged => TIsa.Subtract(fine, TIsa.Half(coarse));
    }
}
