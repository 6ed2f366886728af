using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>How sixteen channels of int8 elements become one: the inner step of <see cref="VectorPool{TLanes}"/>.</summary>
internal interface IPoolLanes
{
    /// <summary>Neither sum has seen an element yet; two vectors of eight channels.</summary>
    static abstract Vector128<short> Start { get; }

    /// <summary>Eight channels more. At most 256 of them, so that 16 bits hold the sum.</summary>
    static abstract Vector128<short> Add(Vector128<short> sum, Vector128<short> elements);

    /// <summary>Four outputs of windows that covered <paramref name="count"/> elements, before they are clamped.</summary>
    static abstract Vector128<int> Finish(Vector128<int> sum, int count);
}
