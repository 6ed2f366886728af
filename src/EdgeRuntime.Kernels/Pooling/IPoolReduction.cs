namespace EdgeRuntime.Kernels;

/// <summary>How the elements under a pooling window become one: the inner step of <see cref="PoolRows"/>.</summary>
internal interface IPoolReduction<T, TSum> where T : unmanaged where TSum : unmanaged
{
    static abstract TSum Start { get; }

    static abstract TSum Add(TSum sum, T element);

    /// <summary>The output element of a window that covered <paramref name="count"/> &gt; 0 elements.</summary>
    static abstract T Finish(TSum sum, int count, in PoolLimits limits);
}
