namespace EdgeRuntime.Kernels;

/// <summary>How half of the coarser input and the finer one, already rescaled, combine.</summary>
internal interface ISumOrder
{
    static abstract TLanes Combine<TIsa, TLanes>(TLanes coarse, TLanes fine)
        where TIsa : IInt32Lanes<TLanes>
        where TLanes : unmanaged;
}
