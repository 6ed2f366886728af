namespace EdgeRuntime.Kernels;

/// <summary>What an element-wise operator with one input does to one element. The struct is what was derived from scales and record.</summary>
/// <typeparam name="TSelf">The struct.</typeparam>
/// <typeparam name="TX">Input element.</typeparam>
/// <typeparam name="TY">Output element.</typeparam>
public unsafe interface IUnaryStep<TSelf, TX, TY>
    where TSelf : unmanaged, IUnaryStep<TSelf, TX, TY>
    where TX : unmanaged
    where TY : unmanaged
{
    /// <summary>Derives what every element needs; once, when the plan is bound.</summary>
    static abstract TSelf Prepare(StepContext* step);

    TY Apply(TX x);
}
