using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>The inner step of int8 dot products on one instruction set; everything around it is <see cref="DotRows{TStep, TOperand, TSum, TRescale}"/>.</summary>
/// <typeparam name="TOperand">Sixteen elements, in the width in which they are multiplied.</typeparam>
/// <typeparam name="TSum">Partial sums; how they lie in the lanes is the instruction set's business.</typeparam>
internal interface IDotStep<TOperand, TSum>
    where TOperand : unmanaged
    where TSum : unmanaged
{
    static abstract TOperand Widen(Vector128<sbyte> elements);

    /// <summary>sum + the sixteen products, exactly (modulo 2^32).</summary>
    static abstract TSum Add(TSum sum, TOperand x, TOperand weights);

    /// <summary>The totals of four sums.</summary>
    static abstract Vector128<int> Totals(TSum a, TSum b, TSum c, TSum d);
}
