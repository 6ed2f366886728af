using System.Buffers.Binary;

namespace EdgeRuntime.Model;

/// <summary>
/// Reads entropy-coded symbols: asymmetric numeral systems in the range variant (rANS), Duda, "Asymmetric numeral systems" (2013,
/// arXiv:1311.2540), with a state of 32 bits that takes in 16 at a time. What it reads may be anything: it never leaves its bytes.
/// </summary>
internal ref struct SymbolReader
{
    /// <summary>The state before the first symbol was written, and so after the last one was read.</summary>
    public const uint Lowest = 1 << 16;

    private readonly ReadOnlySpan<byte> _words;
    private uint _state;
    private int _next;

    /// <param name="stored">The state, 4 bytes, and words of 2 bytes in the order in which they are taken in.</param>
    public SymbolReader(ReadOnlySpan<byte> stored)
    {
        _words = stored[4..];
        _state = BinaryPrimitives.ReadUInt32LittleEndian(stored);
    }

    /// <summary>Nothing is left over and nothing was missing.</summary>
    public readonly bool IsAtEnd => _state == Lowest && _next == _words.Length;

    /// <param name="slots">Of the table that the symbol was written with.</param>
    /// <returns>0..255. Behind the last word, words are zeros and <see cref="IsAtEnd"/> is never true again.</returns>
    public int Next(ReadOnlySpan<uint> slots)
    {
        var slot = slots[(int)(_state & (SymbolTable.Total - 1))];
        _state = ((((slot >> 8) & (SymbolTable.Total - 1)) + 1) * (_state >> SymbolTable.FrequencyBits)) + (slot >> 20);
        if (_state < Lowest)
        {
            _state <<= 16;
            if (_next + 2 <= _words.Length)
            {
                _state |= BinaryPrimitives.ReadUInt16LittleEndian(_words[_next..]);
                _next += 2;
            }
            else
            {
                _next = int.MaxValue - 2;
            }
        }

        return (int)(slot & 255);
    }
}
