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

    /// <summary>Expands every packed constant; null when all are plain.</summary>
    /// <exception cref="OutOfMemoryException">The machine does not have that much.</exception>
    public static ExpandedConstants? Of(ReadOnlySpan<TensorRecord> tensors, ReadOnlySpan<byte> weights)
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

        var expanded = new ExpandedConstants(offsets, sizeBytes);
        for (var t = 0; t < tensors.Length; t++)
        {
            ref readonly var tensor = ref tensors[t];
            if (!tensor.IsInPlace)
            {
                var stored = weights.Slice((int)tensor.DataOffset, (int)tensor.StoredBytes);
                Expand(tensor.Storage, stored, new Span<byte>(expanded._data + offsets[t], (int)tensor.ByteLength));
            }
        }

        return expanded;
    }

    /// <summary>First byte of a packed constant's elements.</summary>
    public byte* Data(int tensor) => _data + _offsets[tensor];

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
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
