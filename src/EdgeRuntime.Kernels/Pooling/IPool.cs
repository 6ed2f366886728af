namespace EdgeRuntime.Kernels;

/// <summary>What happens under one window of <see cref="PoolRows"/>, the part of it that lies inside the input.</summary>
internal unsafe interface IPool<T> where T : unmanaged
{
    /// <summary>
    /// Reduces (rows, columns, channels) elements, whose rows lie <paramref name="rowStride"/> elements apart, to
    /// <paramref name="pixel"/> (channels). There is at least one row and one column.
    /// </summary>
    static abstract void Reduce(T* window, int rows, nint rowStride, int columns, int channels, T* pixel, in PoolLimits limits);
}
