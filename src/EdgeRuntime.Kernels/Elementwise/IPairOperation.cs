using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>One element from two, of any type of number.</summary>
internal interface IPairOperation
{
    static abstract T Apply<T>(T a, T b) where T : unmanaged, INumber<T>;
}

/// <summary>The same on vectors of float32.</summary>
internal interface IVectorPairOperation : IPairOperation
{
    static abstract TLanes Apply<TIsa, TLanes>(TLanes a, TLanes b)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged;
}
