using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Copies a box of elements between two strided views: target[i0, i1, ...] = source[i0, i1, ...], where either side steps by its own
/// byte stride on each axis. Slices, transpositions, joins and splits are all this copy with other strides. The views may not overlap.
/// Axes that lie behind one another on both sides are merged, so that a plain block is one memory copy.
/// </summary>
public unsafe struct StridedCopy
{
    // Outermost first; the last axis is a row, copied at once.
    private fixed int _counts[Shape.MaxRank];
    private fixed long _sourceStrides[Shape.MaxRank];
    private fixed long _targetStrides[Shape.MaxRank];
    private long _sourceOffset;
    private long _targetOffset;
    private int _rank;
    private int _elementBytes;

    /// <summary>How many rows there are: the units that a step may be split into.</summary>
    public int Rows { get; private set; }

    /// <param name="elementBytes">1, 2, 4 or 8.</param>
    /// <param name="counts">Elements of the box on each axis; at least 1.</param>
    /// <param name="source">Where the box begins in the source and how it steps, in elements.</param>
    /// <param name="target">The same for the target.</param>
    public static StridedCopy Of(int elementBytes, ReadOnlySpan<int> counts, in StridedView source, in StridedView target)
    {
        var copy = new StridedCopy
        {
            _elementBytes = elementBytes,
            _sourceOffset = source.Offset * elementBytes,
            _targetOffset = target.Offset * elementBytes,
        };
        for (var axis = 0; axis < counts.Length; axis++)
        {
            if (counts[axis] != 1)
            {
                copy.Append(counts[axis], source.Strides[axis] * elementBytes, target.Strides[axis] * elementBytes);
            }
        }

        if (copy._rank == 0)
        {
            copy.Append(1, elementBytes, elementBytes);
        }

        copy.Rows = 1;
        for (var axis = 0; axis < copy._rank - 1; axis++)
        {
            copy.Rows *= copy._counts[axis];
        }

        return copy;
    }

    /// <summary>Copies rows [begin, end).</summary>
    public readonly void Run(byte* source, byte* target, int begin, int end)
    {
        source += _sourceOffset;
        target += _targetOffset;
        var position = stackalloc int[Shape.MaxRank];
        var rest = begin;
        for (var axis = _rank - 2; axis >= 0; axis--)
        {
            (rest, position[axis]) = Math.DivRem(rest, _counts[axis]);
            source += position[axis] * _sourceStrides[axis];
            target += position[axis] * _targetStrides[axis];
        }

        for (var row = begin; row < end; row++)
        {
            CopyRow(source, target);
            for (var axis = _rank - 2; axis >= 0; axis--)
            {
                source += _sourceStrides[axis];
                target += _targetStrides[axis];
                if (++position[axis] < _counts[axis])
                {
                    break;
                }

                source -= _sourceStrides[axis] * _counts[axis];
                target -= _targetStrides[axis] * _counts[axis];
                position[axis] = 0;
            }
        }
    }

    private void Append(int count, long sourceStride, long targetStride)
    {
        var outer = _rank - 1;
        if (_rank > 0 && _sourceStrides[outer] == sourceStride * count && _targetStrides[outer] == targetStride * count)
        {
            _counts[outer] *= count;
        }
        else
        {
            outer = _rank++;
            _counts[outer] = count;
        }

        _sourceStrides[outer] = sourceStride;
        _targetStrides[outer] = targetStride;
    }

    private readonly void CopyRow(byte* source, byte* target)
    {
        var (count, sourceStride, targetStride) = (_counts[_rank - 1], _sourceStrides[_rank - 1], _targetStrides[_rank - 1]);
        if (sourceStride == _elementBytes && targetStride == _elementBytes)
        {
            NativeMemory.Copy(source, target, (nuint)count * (nuint)_elementBytes);
            return;
        }

        switch (_elementBytes)
        {
            case 1:
                CopyRow<byte>(source, sourceStride, target, targetStride, count);
                break;
            case 2:
                CopyRow<ushort>(source, sourceStride, target, targetStride, count);
                break;
            case 4:
                CopyRow<uint>(source, sourceStride, target, targetStride, count);
                break;
            default:
                CopyRow<ulong>(source, sourceStride, target, targetStride, count);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow<T>(byte* source, long sourceStride, byte* target, long targetStride, int count) where T : unmanaged
    {
        for (var i = 0; i < count; i++)
        {
            *(T*)target = *(T*)source;
            source += sourceStride;
            target += targetStride;
        }
    }
}
