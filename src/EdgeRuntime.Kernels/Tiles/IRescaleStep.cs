using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary><see cref="FixedPoint.MultiplyByQuantizedMultiplier(int, int, int)"/> on four lanes, each with its own factor.</summary>
internal interface IRescaleStep
{
    /// <summary>Bit for bit what the scalar form gives; multipliers are not negative, shifts -31..30.</summary>
    static abstract Vector128<int> Rescale(Vector128<int> x, Vector128<int> multipliers, Vector128<int> shifts);
}
