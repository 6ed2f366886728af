namespace EdgeRuntime.Kernels;

/// <summary>What an element-wise operator with two inputs does to one pair of elements. The struct is what was derived from scales and record.</summary>
/// <typeparam name="TSelf">The struct.</typeparam>
/// <typeparam name="TA">Element of input 0.</typeparam>
/// <typeparam name="TB">Element of input 1.</typeparam>
/// <typeparam name="TY">Output element.</typeparam>
public unsafe interface IBinaryStep<TSelf, TA, TB, TY>
    where TSelf : unmanaged, IBinaryStep<TSelf, TA, TB, TY>
    where TA : unmanaged
    where TB : unmanaged
    where TY : unmanaged
{
    /// <summary>Derives what every pair needs; once, when the plan is bound.</summary>
    static abstract TSelf Prepare(StepContext* step);

    TY Apply(TA a, TB b);
}
