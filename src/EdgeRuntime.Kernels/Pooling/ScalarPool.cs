namespace EdgeRuntime.Kernels;

/// <summary>One channel after the other, one element after the other.</summary>
internal readonly unsafe struct ScalarPool<TReduction, T, TSum> : IPool<T>
    where TReduction : IPoolReduction<T, TSum>
    where T : unmanaged
    where TSum : unmanaged
{
    public static void Reduce(T* window, int rows, nint rowStride, int columns, int channels, T* pixel, in PoolLimits limits)
    {
        for (var c = 0; c < channels; c++)
        {
            var sum = TReduction.Start;
            for (var y = 0; y < rows; y++)
            {
                var element = window + (y * rowStride) + c;
                for (var x = 0; x < columns; x++, element += channels)
                {
                    sum = TReduction.Add(sum, *element);
                }
            }

            pixel[c] = TReduction.Finish(sum, rows * columns, limits);
        }
    }
}
