namespace EdgeRuntime.Model;

/// <summary>
/// Frequencies of up to 256 symbols, 4096 in all, as a file holds them: a class of 0..15 for each symbol, two to a byte. Class 0 never
/// occurs; each further class is about 1.5 times as frequent as the one before, which costs about 0.01 bits a symbol against exact
/// frequencies and makes the table of a small constant small.
/// </summary>
internal sealed class SymbolTable
{
    public const int FrequencyBits = 12;
    public const int Total = 1 << FrequencyBits;
    public const int MaxSymbols = 256;

    /// <summary>What a symbol of each class is counted as.</summary>
    public static readonly ushort[] ClassWeights = [0, 1, 2, 3, 5, 7, 11, 17, 26, 38, 58, 86, 130, 195, 292, 438];

    /// <summary>A class for every symbol, at least one of them above 0.</summary>
    public SymbolTable(ReadOnlySpan<byte> classes)
    {
        (Frequencies, Starts) = (new int[classes.Length], new int[classes.Length]);
        var (present, weight, largest) = (0, 0, 0);
        for (var s = 0; s < classes.Length; s++)
        {
            present += classes[s] > 0 ? 1 : 0;
            weight += ClassWeights[classes[s]];
            largest = classes[s] > classes[largest] ? s : largest;
        }

        var left = Total;
        for (var s = 0; s < classes.Length; s++)
        {
            Frequencies[s] = classes[s] == 0 ? 0 : 1 + (ClassWeights[classes[s]] * (Total - present) / weight);
            left -= Frequencies[s];
        }

        Frequencies[largest] += left;
        for (var s = 1; s < classes.Length; s++)
        {
            Starts[s] = Starts[s - 1] + Frequencies[s - 1];
        }
    }

    /// <summary>Of <see cref="Total"/>.</summary>
    public int[] Frequencies { get; }

    /// <summary>Sum of the frequencies before each symbol's.</summary>
    public int[] Starts { get; }

    /// <summary>Of each of the <see cref="Total"/> slots: its symbol, its symbol's frequency less 1 from bit 8, its place among them from bit 20.</summary>
    public uint[] Slots()
    {
        var slots = new uint[Total];
        for (var s = 0; s < Frequencies.Length; s++)
        {
            for (var i = 0; i < Frequencies[s]; i++)
            {
                slots[Starts[s] + i] = (uint)(s | ((Frequencies[s] - 1) << 8) | (i << 20));
            }
        }

        return slots;
    }
}
