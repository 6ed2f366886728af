namespace EdgeRuntime.Kernels;

/// <summary>A function of two elements of one type.</summary>
internal interface IPairFunction<T>
{
    static abstract T Of(T a, T b);
}
