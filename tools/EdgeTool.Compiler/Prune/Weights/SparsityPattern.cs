using System.Globalization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// Which weights leave together. Blocks of <paramref name="BlockChannels"/> neighbouring filters by <paramref name="BlockDepth"/>
/// neighbouring weights of each leave as one; with <paramref name="Kept"/> above 0, exactly so many of every <paramref name="Of"/>
/// consecutive weights of a filter stay (N:M, Zhou et al. 2021), at most where the filter's length leaves a shorter rest; the same ones
/// of all filters of a block, so that kernels leave out what none of them reads.
/// </summary>
/// <param name="BlockChannels">1 or more.</param>
/// <param name="BlockDepth">1 or more.</param>
/// <param name="Kept">N; 0 for none.</param>
/// <param name="Of">M; 0 for none.</param>
public readonly record struct SparsityPattern(int BlockChannels, int BlockDepth, int Kept = 0, int Of = 0)
{
    private const int LargestSize = 64;

    /// <summary>Every weight by itself.</summary>
    public static SparsityPattern Single => new(1, 1);

    /// <summary>Reads <c>1x4</c> or <c>4x1</c>: filters by weights of each.</summary>
    public static SparsityPattern? Block(string text) => Pair(text, 'x') is ( >= 1 and <= LargestSize, >= 1 and <= LargestSize) size ? new(size.First, size.Second) : null;

    /// <summary>Reads <c>2:4</c>, or <c>2:4x16</c> for the same weights of every 16 filters.</summary>
    public static SparsityPattern? KeptOf(string text)
    {
        var (ratio, filters, block) = (Pair(text.Split('x')[0], ':'), 1, text.IndexOf('x'));
        return ratio is ( >= 1, >= 2 and <= LargestSize) && ratio.First < ratio.Second
            && (block < 0 || (Number(text[(block + 1)..], out filters) && filters is >= 1 and <= LargestSize))
            ? new(filters, 1, ratio.First, ratio.Second)
            : null;
    }

    public override string ToString() => Kept > 0 ? $"{Kept}:{Of}{(BlockChannels > 1 ? $"x{BlockChannels}" : "")}" : this == Single ? "single weights" : $"blocks of {BlockChannels}x{BlockDepth}";

    private static (int First, int Second) Pair(string text, char between)
    {
        var parts = text.Split(between);
        return parts.Length == 2 && Number(parts[0], out var first) && Number(parts[1], out var second) ? (first, second) : default;
    }

    private static bool Number(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
