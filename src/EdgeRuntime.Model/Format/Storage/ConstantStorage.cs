namespace EdgeRuntime.Model;

/// <summary>
/// How a constant's elements lie in the weights section. Every storage holds the elements exactly; the loader expands 1 to 3, 5 and 16 once.
/// The numbers are part of the file format.
/// </summary>
public enum ConstantStorage : byte
{
    /// <summary>As the element type has them, used in place.</summary>
    Plain = 0,

    /// <summary>int8 elements of -8..7, two to a byte, the earlier one in the low half.</summary>
    Int4 = 1,

    /// <summary>int8 elements that are multiples, by a number of 1..16 for every 32 of them, of -8..7: first the multipliers less 1, two to a byte, then the elements as in <see cref="Int4"/>.</summary>
    Int4Groups = 2,

    /// <summary>float32 elements that IEEE 754 binary16 can hold, two bytes each.</summary>
    Float16 = 3,

    /// <summary>int8 elements in the order of the record's <see cref="WeightBlocks"/>, used in place by kernels that read them so.</summary>
    Blocks = 4,

    /// <summary>float32 elements that are a scale of their row times -127..127: the scales, then a byte each.</summary>
    Int8Rows = 5,

    /// <summary>Elements of at most 256 different values as a codebook and an entropy code: <see cref="CodedConstant"/>.</summary>
    Coded = 16,
}

/// <summary>Sizes of stored constants.</summary>
public static class ConstantStorages
{
    /// <summary>Consecutive elements that share a multiplier in <see cref="ConstantStorage.Int4Groups"/>.</summary>
    public const int GroupLength = 32;

    /// <summary>Bytes of the file that a tensor takes; 0 when one of that type and rank is never stored that way. Of blocks and coded constants, the record knows.</summary>
    public static long SizeBytes(this ConstantStorage storage, ElementType type, Shape shape) => (storage, type) switch
    {
        (ConstantStorage.Plain, _) => (long)shape.ElementCount * type.SizeBytes(),
        (ConstantStorage.Int4, ElementType.Int8) => Pairs(shape.ElementCount),
        (ConstantStorage.Int4Groups, ElementType.Int8) => Pairs(Groups(shape.ElementCount)) + Pairs(shape.ElementCount),
        (ConstantStorage.Float16, ElementType.Float32) => shape.ElementCount * 2L,
        (ConstantStorage.Int8Rows, ElementType.Float32) => Int8Rows.SizeBytes(shape),
        _ => 0,
    };

    internal static long Groups(long elements) => (elements + GroupLength - 1) / GroupLength;

    internal static long Pairs(long elements) => (elements + 1) / 2;
}
