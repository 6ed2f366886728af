using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>The orders in which quantized sums and differences combine their inputs.</summary>
internal static class SumOrders
{
    public readonly struct Sum : ISumOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Combine<TIsa, TLanes>(TLanes halfOfCoarse, TLanes fine)
            where TIsa : IInt32Lanes<TLanes>
            where TLanes : unmanaged => TIsa.Add(halfOfCoarse, fine);
    }

    /// <summary>Difference whose first input is the coarser.</summary>
    public readonly struct CoarseLessFine : ISumOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Combine<TIsa, TLanes>(TLanes halfOfCoarse, TLanes fine)
            where TIsa : IInt32Lanes<TLanes>
            where TLanes : unmanaged => TIsa.Subtract(halfOfCoarse, fine);
    }

    /// <summary>Difference whose first input is the finer.</summary>
    public readonly struct FineLessCoarse : ISumOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Combine<TIsa, TLanes>(TLanes halfOfCoarse, TLanes fine)
            where TIsa : IInt32Lanes<TLanes>
            where TLanes : unmanaged => TIsa.Subtract(fine, halfOfCoarse);
    }
}
