namespace EdgeRuntime.Kernels;

/// <summary>How the coarser input (half of it is its share) and the finer, already rescaled one combine.</summary>
internal interface ISumOrder
{
    static abstract TLanes Combine<TIsa, TLanes>(TLanes halfOfCoarse, TLanes fine)
        where TIsa : IInt32Lanes<TLanes>
        where TLanes : unmanaged;
}
