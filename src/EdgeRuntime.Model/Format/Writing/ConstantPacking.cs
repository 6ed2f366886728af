using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Finds the smallest storage that holds a constant's very elements.</summary>
internal static class ConstantPacking
{
    private const int Smallest = -8;
    private const int Largest = 7;
    private const int LargestMultiplier = 16;

    /// <summary>
    /// A code takes memory for the expanded elements and time at load. A constant that kernels could read in place is coded only when that
    /// leaves at most this share of its bytes.
    /// </summary>
    private const double MostCodedShare = 0.75;

    /// <summary>Storage and stored bytes; plain where packing would not save a whole block of the weights section.</summary>
    public static (ConstantStorage Storage, ReadOnlyMemory<byte> Stored) Of(OperandInfo info, ReadOnlyMemory<byte> data)
    {
        var (storage, stored) = WithoutCode(info, data);
        var mostBytes = storage == ConstantStorage.Plain ? (long)(data.Length * MostCodedShare) : stored.Length - SectionRecord.Alignment;
        return ConstantCoding.Of(info, data.Span, mostBytes) is { } code ? (ConstantStorage.Coded, code) : (storage, stored);
    }

    private static (ConstantStorage Storage, ReadOnlyMemory<byte> Stored) WithoutCode(OperandInfo info, ReadOnlyMemory<byte> data)
    {
        var storage = info.Type switch
        {
            ElementType.Int8 when Fits(MemoryMarshal.Cast<byte, sbyte>(data.Span)) => ConstantStorage.Int4,
            ElementType.Int8 when FitsInGroups(MemoryMarshal.Cast<byte, sbyte>(data.Span)) => ConstantStorage.Int4Groups,
            ElementType.Float32 when FitsInHalves(MemoryMarshal.Cast<byte, float>(data.Span)) => ConstantStorage.Float16,
            _ => ConstantStorage.Plain,
        };
        if (storage == ConstantStorage.Plain && info.Type == ElementType.Float32
            && Int8Rows.Pack(info.Shape, MemoryMarshal.Cast<byte, float>(data.Span)) is { } rows && IsSmaller(rows.Length, data.Length))
        {
            return (ConstantStorage.Int8Rows, rows);
        }

        var sizeBytes = storage.SizeBytes(info.Type, info.Shape);
        return IsSmaller(sizeBytes, data.Length) ? (storage, Pack(storage, data.Span, sizeBytes)) : (ConstantStorage.Plain, data);
    }

    private static bool IsSmaller(long storedBytes, long elementBytes) =>
        Extent.Align(storedBytes, SectionRecord.Alignment) < Extent.Align(elementBytes, SectionRecord.Alignment);

    private static byte[] Pack(ConstantStorage storage, ReadOnlySpan<byte> data, long sizeBytes)
    {
        var stored = new byte[sizeBytes];
        if (storage == ConstantStorage.Float16)
        {
            var halves = MemoryMarshal.Cast<byte, Half>(stored.AsSpan());
            var floats = MemoryMarshal.Cast<byte, float>(data);
            for (var i = 0; i < floats.Length; i++)
            {
                halves[i] = (Half)floats[i];
            }

            return stored;
        }

        var elements = MemoryMarshal.Cast<byte, sbyte>(data);
        var isGrouped = storage == ConstantStorage.Int4Groups;
        var pairs = stored.AsSpan(isGrouped ? (int)ConstantStorages.Pairs(ConstantStorages.Groups(elements.Length)) : 0);
        for (var start = 0; start < elements.Length; start += ConstantStorages.GroupLength)
        {
            var group = elements.Slice(start, Math.Min(ConstantStorages.GroupLength, elements.Length - start));
            var multiplier = isGrouped ? MultiplierOf(group) : 1;
            for (var i = 0; i < group.Length; i++)
            {
                HalfBytes.Write(pairs, start + i, group[i] / multiplier);
            }

            if (isGrouped)
            {
                HalfBytes.Write(stored, start / ConstantStorages.GroupLength, multiplier - 1);
            }
        }

        return stored;
    }

    private static bool Fits(ReadOnlySpan<sbyte> elements) => elements.IndexOfAnyExceptInRange((sbyte)Smallest, (sbyte)Largest) < 0;

    private static bool FitsInGroups(ReadOnlySpan<sbyte> elements)
    {
        for (var start = 0; start < elements.Length; start += ConstantStorages.GroupLength)
        {
            if (MultiplierOf(elements.Slice(start, Math.Min(ConstantStorages.GroupLength, elements.Length - start))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The smallest multiplier that a group can be stored with; 0 when there is none.</summary>
    private static int MultiplierOf(ReadOnlySpan<sbyte> group)
    {
        for (var multiplier = 1; multiplier <= LargestMultiplier; multiplier++)
        {
            var fits = true;
            foreach (var element in group)
            {
                fits &= element % multiplier == 0 && element >= Smallest * multiplier && element <= Largest * multiplier;
            }

            if (fits)
            {
                return multiplier;
            }
        }

        return 0;
    }

    private static bool FitsInHalves(ReadOnlySpan<float> elements)
    {
        foreach (var element in elements)
        {
            if (BitConverter.SingleToUInt32Bits((float)(Half)element) != BitConverter.SingleToUInt32Bits(element))
            {
                return false;
            }
        }

        return true;
    }
}
