namespace EdgeRuntime.Kernels;

/// <summary>A question about two elements of one type.</summary>
internal interface IPairTest<T>
{
    static abstract bool Of(T a, T b);
}
