namespace EdgeRuntime.Kernels;

/// <summary>What an element-wise operator with two inputs does to whole blocks of neighbouring elements, vector by vector.</summary>
/// <typeparam name="TSelf">The struct: what was derived from scales and record.</typeparam>
/// <typeparam name="T">Element of inputs and output.</typeparam>
internal unsafe interface IBinaryBlocks<TSelf, T>
    where TSelf : unmanaged, IBinaryBlocks<TSelf, T>
    where T : unmanaged
{
    /// <summary>Elements in a block; at most <see cref="BinaryRows.MaxBlockLength"/>.</summary>
    static abstract int BlockLength { get; }

    /// <summary>Derives what every block needs; once, when the plan is bound.</summary>
    static abstract TSelf Prepare(StepContext* step);

    /// <summary>
    /// Computes <paramref name="count"/> elements, a multiple of the block's length. Inputs advance by their step for each element: 1, or 0
    /// where one block of equal elements stands for all. The output may be the own bytes of an input with step 1.
    /// </summary>
    void Apply(T* a, nint stepA, T* b, nint stepB, T* y, nint count);
}
