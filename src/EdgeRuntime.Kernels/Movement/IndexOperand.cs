using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Indices that are data, int32 or int64: whatever they hold, they are made to lie within the axis they belong to.</summary>
internal readonly unsafe struct IndexOperand(in Operand operand)
{
    private readonly byte* _data = operand.Data;
    private readonly bool _isWide = operand.Type == ElementType.Int64;

    /// <summary>Index <paramref name="i"/>, counted from the end if negative, in 0..<paramref name="size"/> - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Within(long i, int size)
    {
        var index = _isWide ? ((long*)_data)[i] : ((int*)_data)[i];
        return (int)Math.Clamp(index < 0 ? index + size : index, 0, size - 1);
    }

    /// <summary>Which of the blocks that <paramref name="count"/> indices choose among, axis by axis, they choose.</summary>
    /// <param name="i">The first of the indices.</param>
    /// <param name="sizes">Sizes of the axes.</param>
    /// <param name="count">How many there are.</param>
    public long Block(long i, int* sizes, int count)
    {
        var block = 0L;
        for (var axis = 0; axis < count; axis++)
        {
            block = (block * sizes[axis]) + Within(i + axis, sizes[axis]);
        }

        return block;
    }
}
