namespace EdgeRuntime.Kernels;

/// <summary>Limits of a fused activation in all lanes of a vector.</summary>
internal readonly record struct FloatLimits<TLanes>(TLanes Min, TLanes Max) where TLanes : unmanaged
{
    public static FloatLimits<TLanes> Of<TIsa>(Model.Activation activation) where TIsa : IFloatLanes<TLanes>
    {
        var (min, max) = ActivationRange.Real(activation);
        return new(TIsa.Broadcast(min), TIsa.Broadcast(max));
    }
}
