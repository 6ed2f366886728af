using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>What an instruction set does with eight products of 16-bit lanes.</summary>
internal interface IInt16Products
{
    /// <summary>sum + the eight products, in whichever lanes, wrapping.</summary>
    static abstract Vector128<int> Add(Vector128<int> sum, Vector128<short> a, Vector128<short> b);

    /// <summary>Adds each of the eight products to the sum of its lane, wrapping.</summary>
    static abstract void AddEach(ref Vector128<int> lower, ref Vector128<int> upper, Vector128<short> a, Vector128<short> b);
}
