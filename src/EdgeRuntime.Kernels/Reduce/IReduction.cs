namespace EdgeRuntime.Kernels;

/// <summary>How many elements become one. The struct is what is known of the elements seen so far; its default, of none.</summary>
/// <typeparam name="T">Element.</typeparam>
internal interface IReduction<T> where T : unmanaged
{
    void Add(T x);

    T Result();
}
