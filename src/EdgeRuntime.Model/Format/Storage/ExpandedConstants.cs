using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>The packed constants of a proved file with their elements as kernels read them, in one native allocation, 64-byte aligned each.</summary>
internal sealed unsafe class ExpandedConstants : IDisposable
{
    private readonly long[] _offsets;
    private byte* _data;

    private ExpandedConstants(long[] offsets, long sizeBytes)
    {
        _offsets = offsets;
        _data = (byte*)NativeMemory.AlignedAlloc((nuint)sizeBytes, SectionRecord.Alignment);
    }

    /// <summary>Expands every packed constant; null when all are used in place.</summary>
    /// <param name="tensors">Proved.</param>
    /// <param name="weights">The weights section.</param>
    /// <param name="weightsOffset">Where it starts in the file.</param>
    /// <exception cref="ModelFormatException">A constant's code does not give its elements, or all together are beyond <see cref="FormatLimits.ExpandedBytes"/>.</exception>
    /// <exception cref="OutOfMemoryException">The machine does not have that much.</exception>
    public static ExpandedConstants? Of(ReadOnlySpan<TensorRecord> tensors, ReadOnlySpan<byte> weights, long weightsOffset)
    {
        var (offsets, sizeBytes) = (new long[tensors.Length], 0L);
        for (var t = 0; t < tensors.Length; t++)
        {
            offsets[t] = sizeBytes;
            sizeBytes += tensors[t].IsInPlace ? 0 : Extent.Align(tensors[t].ByteLength, SectionRecord.Alignment);
        }

        if (sizeBytes == 0)
        {
            return null;
        }

        Fault.Unless(sizeBytes <= FormatLimits.ExpandedBytes, FaultKind.TensorByteLength, weightsOffset, "bytes of all packed constants once expanded", $"at most {FormatLimits.ExpandedBytes}", sizeBytes);
        var expanded = new ExpandedConstants(offsets, sizeBytes);
        try
        {
            for (var t = 0; t < tensors.Length; t++)
            {
                expanded.Expand(t, tensors[t], weights, weightsOffset);
            }

            return expanded;
        }
        catch
        {
            expanded.Dispose();
            throw;
        }
    }

    /// <summary>First byte of a packed constant's elements.</summary>
    public byte* Data(int tensor) => _data + _offsets[tensor];

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }

    private void Expand(int index, in TensorRecord tensor, ReadOnlySpan<byte> weights, long weightsOffset)
    {
        if (tensor.IsInPlace)
        {
            return;
        }

        var stored = weights.Slice((int)tensor.DataOffset, (int)tensor.StoredBytes);
        var elements = new Span<byte>(Data(index), (int)tensor.ByteLength);
        if (tensor.Storage == ConstantStorage.Coded)
        {
            CodedConstant.Expand(stored, tensor.Shape, elements, new StoredPlace(index, weightsOffset + tensor.DataOffset));
        }
        else if (tensor.Storage == ConstantStorage.Int8Rows)
        {
            Int8Rows.Expand(stored, tensor.Shape, MemoryMarshal.Cast<byte, float>(elements));
        }
        else
        {
            Expand(tensor.Storage, stored, elements);
        }
    }

    private static void Expand(ConstantStorage storage, ReadOnlySpan<byte> stored, Span<byte> elements)
    {
        if (storage == ConstantStorage.Float16)
        {
            var halves = MemoryMarshal.Cast<byte, Half>(stored);
            var floats = MemoryMarshal.Cast<byte, float>(elements);
            for (var i = 0; i < floats.Length; i++)
            {
                floats[i] = (float)halves[i];
            }

            return;
        }

        var multiplierBytes = storage == ConstantStorage.Int4Groups ? (int)ConstantStorages.Pairs(ConstantStorages.Groups(elements.Length)) : 0;
        var pairs = stored[multiplierBytes..];
        for (var i = 0; i < elements.Length; i++)
        {
            var multiplier = multiplierBytes == 0 ? 1 : HalfBytes.Unsigned(stored, i / ConstantStorages.GroupLength) + 1;
            elements[i] = (byte)(HalfBytes.Signed(pairs, i) * multiplier);
        }
    }
}
