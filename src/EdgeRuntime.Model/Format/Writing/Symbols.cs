using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>A number for every different element of a constant, and how often it occurs, as the file has them.</summary>
internal static class Symbols
{
    public static Symbols<T> Of<T>(SortedDictionary<T, int> counts) where T : unmanaged
    {
        var listed = new Symbols<T>([.. counts.Keys], [.. counts.Values], isConsecutive: false);
        return typeof(T) == typeof(byte) && Consecutive((SortedDictionary<byte, int>)(object)counts) is Symbols<T> consecutive && consecutive.TableBytes < listed.TableBytes
            ? consecutive
            : listed;
    }

    /// <summary>All bytes from the first to the last as int8 counts them, those that do not occur with a count of 0.</summary>
    private static Symbols<byte> Consecutive(SortedDictionary<byte, int> counts)
    {
        var ordered = counts.Keys.Select(k => (sbyte)k).Order().ToArray();
        var all = Enumerable.Range(ordered[0], ordered[^1] - ordered[0] + 1).Select(v => unchecked((byte)v)).ToArray();
        return new Symbols<byte>(all, Array.ConvertAll(all, v => counts.GetValueOrDefault(v)), isConsecutive: true);
    }
}

/// <summary>As <see cref="Symbols"/> makes them.</summary>
internal sealed class Symbols<T> where T : unmanaged
{
    private readonly T[] _elements;
    private readonly byte[] _classes;
    private readonly bool _isConsecutive;
    private readonly Dictionary<T, byte> _symbolOf;

    public Symbols(T[] elements, int[] counts, bool isConsecutive)
    {
        (_elements, _isConsecutive) = (elements, isConsecutive);
        _classes = SymbolClasses.Of(counts);
        Table = new SymbolTable(_classes);
        _symbolOf = elements.Index().ToDictionary(e => e.Item, e => (byte)e.Index);
    }

    public SymbolTable Table { get; }

    /// <summary>Bytes of codebook and classes.</summary>
    public int TableBytes => Codebook.Length + ((_classes.Length + 1) / 2);

    private ReadOnlySpan<byte> Codebook => MemoryMarshal.AsBytes(_elements.AsSpan(0, _isConsecutive ? 1 : _elements.Length));

    public byte Of(T element) => _symbolOf[element];

    /// <summary>Head, codebook, tables and code.</summary>
    public byte[] Written(int flags, byte[]? gapClasses, SymbolWriter code)
    {
        flags |= _isConsecutive ? CodedConstant.ConsecutiveFlag : 0;
        return
        [
            (byte)flags, (byte)(_elements.Length - 1), (byte)((gapClasses?.Length ?? 1) - 1), 0,
            .. Codebook, .. Halves(_classes), .. Halves(gapClasses ?? []), .. code.ToBytes(),
        ];
    }

    private static byte[] Halves(byte[] classes)
    {
        var halves = new byte[(classes.Length + 1) / 2];
        for (var i = 0; i < classes.Length; i++)
        {
            HalfBytes.Write(halves, i, classes[i]);
        }

        return halves;
    }
}
