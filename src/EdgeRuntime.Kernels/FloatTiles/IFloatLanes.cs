namespace EdgeRuntime.Kernels;

/// <summary>What an instruction set does with a vector of float32.</summary>
internal unsafe interface IFloatLanes<TLanes> where TLanes : unmanaged
{
    /// <summary>Elements of a vector.</summary>
    static abstract int Count { get; }

    static abstract TLanes Load(float* x);

    static abstract TLanes Broadcast(float x);

    static abstract void Store(TLanes x, float* y);

    static abstract TLanes Add(TLanes a, TLanes b);

    static abstract TLanes Subtract(TLanes a, TLanes b);

    static abstract TLanes Multiply(TLanes a, TLanes b);

    /// <summary>sum + a * b, rounded once.</summary>
    static abstract TLanes MultiplyAdd(TLanes sum, TLanes a, TLanes b);

    /// <summary>x within [min, max]; not-a-number passes through.</summary>
    static abstract TLanes Clamp(TLanes x, TLanes min, TLanes max);

    /// <summary>Sum of all lanes.</summary>
    static abstract float Total(TLanes x);
}
