namespace EdgeRuntime.Kernels;

/// <summary>
/// What an instruction set does with a block of int8 elements as four vectors of 32-bit lanes: the inner steps of element-wise operators.
/// </summary>
/// <typeparam name="TLanes">A vector of 32-bit lanes.</typeparam>
internal unsafe interface IInt32Lanes<TLanes> where TLanes : unmanaged
{
    /// <summary>Elements in a block, which four vectors hold.</summary>
    static abstract int BlockLength { get; }

    /// <summary>A zero point, for loading.</summary>
    static abstract TLanes ZeroPoint(int zeroPoint);

    /// <summary>x - zeroPoint for a block.</summary>
    static abstract void Load(sbyte* x, TLanes zeroPoint, out TLanes a, out TLanes b, out TLanes c, out TLanes d);

    /// <summary>(x - zeroPoint) * 2^20 for a block.</summary>
    static abstract void LoadFine(sbyte* x, TLanes zeroPoint, out TLanes a, out TLanes b, out TLanes c, out TLanes d);

    /// <summary>Zero point and limits of an int8 output, for storing.</summary>
    static abstract LimitLanes<TLanes> Limits(OutputLimits limits);

    /// <summary>Adds the zero point, clamps and stores a block.</summary>
    static abstract void Store(TLanes a, TLanes b, TLanes c, TLanes d, in LimitLanes<TLanes> limits, sbyte* y);

    static abstract TLanes Add(TLanes a, TLanes b);

    static abstract TLanes Subtract(TLanes a, TLanes b);

    static abstract TLanes Multiply(TLanes a, TLanes b);

    /// <summary>x / 2, x even.</summary>
    static abstract TLanes Half(TLanes x);

    /// <summary>sum + x / 2, x even.</summary>
    static abstract TLanes AddHalf(TLanes sum, TLanes x);

    /// <summary>A factor whose shift is at most 0, for rescaling.</summary>
    static abstract RescaleLanes<TLanes> Factor(QuantizedMultiplier multiplier);

    /// <summary><see cref="FixedPoint.MultiplyByQuantizedMultiplier(int, int, int)"/> on every lane, |x| below 2^30.</summary>
    static abstract TLanes Rescale(TLanes x, in RescaleLanes<TLanes> factor);

    /// <summary>The same for a factor whose shift is below 0.</summary>
    static abstract TLanes RescaleDown(TLanes x, in RescaleLanes<TLanes> factor);
}
