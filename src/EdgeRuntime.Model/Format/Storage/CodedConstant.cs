using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// A constant as a codebook of at most 256 elements and an entropy-coded number for each place, or for each place that is not zero after
/// the zeros before it: Han, Mao and Dally, "Deep Compression" (2016, arXiv:1510.00149), with rANS in place of Huffman's code.
/// <c>FORMAT.md</c> has it byte by byte.
/// </summary>
internal readonly ref struct CodedConstant
{
    /// <summary>Zeros alone are stored; without it, every element is.</summary>
    public const int SparseFlag = 1;

    /// <summary>Only when sparse: places are counted along the first axis first, as if the others stood before it.</summary>
    public const int FirstAxisFastFlag = 2;

    /// <summary>The codebook holds its first byte only; the others count up from it.</summary>
    public const int ConsecutiveFlag = 4;

    /// <summary>The gap that stands for as many zeros with no element behind them.</summary>
    public const int LongestGap = 255;

    /// <summary>Bytes that one stored byte may stand for at most: a small file does not ask for much memory.</summary>
    public const int LargestExpansion = 1024;

    private const int StateBytes = 4, FixedBytes = 4;

    private readonly int _flags;
    private readonly int _elementBytes;
    private readonly ReadOnlySpan<byte> _codebook;
    private readonly uint[] _valueSlots;
    private readonly uint[] _gapSlots;
    private readonly ReadOnlySpan<byte> _code;
    private readonly StoredPlace _place;

    private CodedConstant(ReadOnlySpan<byte> stored, int elementBytes, StoredPlace place)
    {
        _elementBytes = elementBytes;
        _place = place;
        _flags = stored[0];
        var (values, gaps) = (stored[1] + 1, (_flags & SparseFlag) == 0 ? 0 : stored[2] + 1);
        place.Require(
            _flags <= (SparseFlag | FirstAxisFastFlag | ConsecutiveFlag) && stored[3] == 0 && (gaps > 0 || (stored[2] == 0 && (_flags & FirstAxisFastFlag) == 0)),
            "known flags, gaps and an order only when sparse, then 0");
        var isConsecutive = (_flags & ConsecutiveFlag) != 0;
        place.Require(!isConsecutive || elementBytes == 1, "consecutive elements of one byte only");
        var codebookBytes = isConsecutive ? 1 : values * elementBytes;
        var (valueBytes, gapBytes) = ((values + 1) / 2, (gaps + 1) / 2);
        var start = FixedBytes + codebookBytes + valueBytes + gapBytes;
        place.Require(stored.Length >= start + StateBytes && ((stored.Length - start) & 1) == 0, "a codebook, tables, a state and words of two bytes");
        _codebook = isConsecutive ? Consecutive(stored[FixedBytes], values) : stored.Slice(FixedBytes, codebookBytes);
        _valueSlots = SlotsOf(stored.Slice(FixedBytes + codebookBytes, valueBytes), values, place);
        _gapSlots = gaps == 0 ? [] : SlotsOf(stored.Slice(start - gapBytes, gapBytes), gaps, place);
        _code = stored[start..];
    }

    /// <summary>Writes every element of a constant to <paramref name="elements"/>.</summary>
    /// <param name="stored">What the file holds.</param>
    /// <param name="shape">Of the constant.</param>
    /// <param name="elements">Its bytes, row-major.</param>
    /// <param name="place">Where it lies in the file.</param>
    /// <exception cref="ModelFormatException">The code does not give exactly these elements.</exception>
    public static void Expand(ReadOnlySpan<byte> stored, Shape shape, Span<byte> elements, StoredPlace place)
    {
        place.Require(stored.Length > FixedBytes, "a head");
        var coded = new CodedConstant(stored, elements.Length / shape.ElementCount, place);
        var firstAxis = shape.Rank > 0 ? shape[0] : 1;
        switch (coded._elementBytes)
        {
            case 1: coded.Expand(elements, firstAxis); break;
            case 2: coded.Expand(MemoryMarshal.Cast<byte, ushort>(elements), firstAxis); break;
            case 4: coded.Expand(MemoryMarshal.Cast<byte, uint>(elements), firstAxis); break;
            default: coded.Expand(MemoryMarshal.Cast<byte, ulong>(elements), firstAxis); break;
        }
    }

    private void Expand<T>(Span<T> elements, int firstAxis) where T : unmanaged
    {
        var codebook = new T[SymbolTable.MaxSymbols];
        MemoryMarshal.Cast<byte, T>(_codebook).CopyTo(codebook);
        var reader = new SymbolReader(_code);
        if ((_flags & SparseFlag) == 0)
        {
            for (var i = 0; i < elements.Length; i++)
            {
                elements[i] = codebook[reader.Next(_valueSlots)];
            }
        }
        else
        {
            elements.Clear();
            for (var i = 0; i < elements.Length;)
            {
                var gap = reader.Next(_gapSlots);
                i += gap;
                if (gap < LongestGap && i < elements.Length)
                {
                    elements[IndexOf(i++, firstAxis, elements.Length)] = codebook[reader.Next(_valueSlots)];
                }
                else
                {
                    _place.Require(i <= elements.Length, "zeros within the constant");
                }
            }
        }

        _place.Require(reader.IsAtEnd, "a code that ends where the constant ends");
    }

    private int IndexOf(int place, int firstAxis, int count) =>
        (_flags & FirstAxisFastFlag) == 0 ? place : (place % firstAxis * (count / firstAxis)) + (place / firstAxis);

    private static byte[] Consecutive(byte first, int count)
    {
        var codebook = new byte[count];
        for (var i = 0; i < count; i++)
        {
            codebook[i] = unchecked((byte)(first + i));
        }

        return codebook;
    }

    private static uint[] SlotsOf(ReadOnlySpan<byte> stored, int symbols, StoredPlace place)
    {
        Span<byte> classes = stackalloc byte[symbols];
        for (var s = 0; s < symbols; s++)
        {
            classes[s] = (byte)HalfBytes.Unsigned(stored, s);
        }

        place.Require(classes.IndexOfAnyExcept((byte)0) >= 0 && HalfBytes.LeavesNothing(stored, symbols), "a table with symbols, nothing behind them");
        return new SymbolTable(classes).Slots();
    }
}
