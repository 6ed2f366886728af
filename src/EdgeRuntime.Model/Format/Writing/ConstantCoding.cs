using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Writes a constant as <see cref="CodedConstant"/> reads it.</summary>
internal static class ConstantCoding
{
    /// <summary>Even the best code leaves a head, tables and a state.</summary>
    private const int SmallestBytes = 64;

    /// <summary>The shortest code of a constant; null when it has too many different elements, or when every code takes more than a limit.</summary>
    /// <param name="info">Type and shape.</param>
    /// <param name="data">The elements' bytes, row-major.</param>
    /// <param name="mostBytes">What the code may take.</param>
    public static byte[]? Of(OperandInfo info, ReadOnlySpan<byte> data, long mostBytes)
    {
        if (data.Length <= SmallestBytes)
        {
            return null;
        }

        var firstAxis = info.Shape.Rank > 0 ? info.Shape[0] : 1;
        return info.Type.SizeBytes() switch
        {
            1 => Of(data, firstAxis, mostBytes),
            2 => Of(MemoryMarshal.Cast<byte, ushort>(data), firstAxis, mostBytes),
            4 => Of(MemoryMarshal.Cast<byte, uint>(data), firstAxis, mostBytes),
            _ => Of(MemoryMarshal.Cast<byte, ulong>(data), firstAxis, mostBytes),
        };
    }

    private static unsafe byte[]? Of<T>(ReadOnlySpan<T> elements, int firstAxis, long mostBytes) where T : unmanaged, IComparable<T>
    {
        if (Codebook(elements) is not { } codebook || Entropy(codebook.Values, elements.Length) > mostBytes * 8)
        {
            return null;
        }

        byte[][] codes = !codebook.ContainsKey(default)
            ? [Dense(elements, codebook)]
            : [Dense(elements, codebook), Sparse(elements, codebook, 0), Sparse(Transposed(elements, firstAxis), codebook, CodedConstant.FirstAxisFastFlag)];
        var shortest = codes.MinBy(c => c.Length)!;
        var smallest = ((long)elements.Length * sizeof(T) + CodedConstant.LargestExpansion - 1) / CodedConstant.LargestExpansion;
        return shortest.Length >= smallest && shortest.Length <= mostBytes ? shortest : null;
    }

    /// <summary>Every different element with its count; null for more than a symbol can name.</summary>
    private static SortedDictionary<T, int>? Codebook<T>(ReadOnlySpan<T> elements) where T : unmanaged
    {
        var counts = new Dictionary<T, int>();
        foreach (var element in elements)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, element, out _)++;
            if (counts.Count > SymbolTable.MaxSymbols)
            {
                return null;
            }
        }

        return new SortedDictionary<T, int>(counts);
    }

    /// <summary>Bits that no code of one element after another can do without.</summary>
    private static double Entropy(IEnumerable<int> counts, int total) => counts.Sum(c => c * Math.Log2((double)total / c));

    private static byte[] Dense<T>(ReadOnlySpan<T> elements, SortedDictionary<T, int> codebook) where T : unmanaged
    {
        var symbols = Symbols.Of(codebook);
        var writer = new SymbolWriter();
        foreach (var element in elements)
        {
            writer.Add(symbols.Table, symbols.Of(element));
        }

        return symbols.Written(0, null, writer);
    }

    private static byte[] Sparse<T>(ReadOnlySpan<T> elements, SortedDictionary<T, int> codebook, int flags) where T : unmanaged
    {
        var nonZero = new SortedDictionary<T, int>(codebook);
        nonZero.Remove(default);
        if (nonZero.Count == 0)
        {
            return Dense(elements, codebook);
        }

        var symbols = Symbols.Of(nonZero);
        var tokens = Tokens(elements);
        var counts = new int[tokens.Max(t => t.Gap) + 1];
        tokens.ForEach(t => counts[t.Gap]++);
        var gapClasses = SymbolClasses.Of(counts);
        var gaps = new SymbolTable(gapClasses);
        var writer = new SymbolWriter();
        foreach (var (gap, place) in tokens)
        {
            writer.Add(gaps, gap);
            if (place >= 0)
            {
                writer.Add(symbols.Table, symbols.Of(elements[place]));
            }
        }

        return symbols.Written(CodedConstant.SparseFlag | flags, gapClasses, writer);
    }

    /// <summary>Zeros before each other element, and its place; -1 where none follows.</summary>
    private static List<(byte Gap, int Place)> Tokens<T>(ReadOnlySpan<T> elements) where T : unmanaged
    {
        var (tokens, gap) = (new List<(byte, int)>(), 0);
        for (var i = 0; i < elements.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(elements[i], default))
            {
                tokens.Add(((byte)gap, i));
                gap = 0;
            }
            else if (++gap == CodedConstant.LongestGap)
            {
                tokens.Add(((byte)gap, -1));
                gap = 0;
            }
        }

        if (gap > 0)
        {
            tokens.Add(((byte)gap, -1));
        }

        return tokens;
    }

    private static T[] Transposed<T>(ReadOnlySpan<T> elements, int firstAxis)
    {
        var (transposed, rest) = (new T[elements.Length], elements.Length / firstAxis);
        for (var i = 0; i < transposed.Length; i++)
        {
            transposed[i] = elements[(i % firstAxis * rest) + (i / firstAxis)];
        }

        return transposed;
    }
}
