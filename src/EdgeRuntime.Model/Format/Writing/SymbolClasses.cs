namespace EdgeRuntime.Model;

/// <summary>Chooses the classes of a <see cref="SymbolTable"/> for symbols that were counted.</summary>
internal static class SymbolClasses
{
    private const int Scalings = 24;

    /// <param name="counts">Of every symbol, one of them above 0.</param>
    /// <returns>A class for each, of the table in which they take the fewest bits.</returns>
    public static byte[] Of(ReadOnlySpan<int> counts)
    {
        var (best, fewest) = (Array.Empty<byte>(), double.PositiveInfinity);
        var largest = 0;
        foreach (var count in counts)
        {
            largest = Math.Max(largest, count);
        }

        for (var scaling = 0; scaling < Scalings; scaling++)
        {
            // From the most frequent symbol in the highest class down to one in the lowest.
            var classes = Nearest(counts, SymbolTable.ClassWeights[^1] * Math.Pow(0.77, scaling) / largest);
            var bits = BitsOf(counts, new SymbolTable(classes));
            (best, fewest) = bits < fewest ? (classes, bits) : (best, fewest);
        }

        return best;
    }

    /// <summary>Bits that the symbols take in a table.</summary>
    public static double BitsOf(ReadOnlySpan<int> counts, SymbolTable table)
    {
        var bits = 0.0;
        for (var s = 0; s < counts.Length; s++)
        {
            bits += counts[s] == 0 ? 0 : counts[s] * (SymbolTable.FrequencyBits - Math.Log2(table.Frequencies[s]));
        }

        return bits;
    }

    private static byte[] Nearest(ReadOnlySpan<int> counts, double factor)
    {
        var classes = new byte[counts.Length];
        for (var s = 0; s < classes.Length; s++)
        {
            for (byte c = 1; c < SymbolTable.ClassWeights.Length && counts[s] > 0; c++)
            {
                var (old, now) = (SymbolTable.ClassWeights[classes[s]], SymbolTable.ClassWeights[c]);
                classes[s] = classes[s] == 0 || counts[s] * factor * counts[s] * factor > (double)old * now ? c : classes[s];
            }
        }

        return classes;
    }
}
