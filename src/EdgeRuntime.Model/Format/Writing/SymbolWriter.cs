using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Collects symbols and writes them so that <see cref="SymbolReader"/> gives them back: rANS codes the last symbol first.</summary>
internal sealed class SymbolWriter
{
    private readonly List<(SymbolTable Table, byte Symbol)> _symbols = [];

    public void Add(SymbolTable table, byte symbol) => _symbols.Add((table, symbol));

    /// <returns>The state and the words.</returns>
    public byte[] ToBytes()
    {
        var words = new List<byte>();
        ulong state = SymbolReader.Lowest;
        foreach (ref readonly var s in Reversed())
        {
            var frequency = (ulong)s.Table.Frequencies[s.Symbol];
            if (state >= frequency << (32 - SymbolTable.FrequencyBits))
            {
                words.Add((byte)(state >> 8));
                words.Add((byte)state);
                state >>= 16;
            }

            state = (state / frequency << SymbolTable.FrequencyBits) + (state % frequency) + (ulong)s.Table.Starts[s.Symbol];
        }

        var bytes = new byte[4 + words.Count];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)state);
        for (var i = 0; i < words.Count; i++)
        {
            bytes[^(i + 1)] = words[i];
        }

        return bytes;
    }

    private Span<(SymbolTable Table, byte Symbol)> Reversed()
    {
        var symbols = CollectionsMarshal.AsSpan(_symbols);
        symbols.Reverse();
        return symbols;
    }
}
