namespace EdgeTool.Compiler;

/// <summary>
/// Where the sign behind a layer changes, as a whole number of its sum: found with the very single-precision arithmetic that the float
/// graph does on it, so that both have the same sign for every sum.
/// </summary>
internal static class SignThresholds
{
    /// <param name="scale">Not below 0, so that a larger sum never gives a smaller real.</param>
    /// <param name="offset">Added to sum * scale.</param>
    /// <param name="threshold">The sign is +1 where the real reaches it.</param>
    /// <param name="depth">Sums lie in -depth..depth.</param>
    /// <returns>The least sum whose sign is +1; depth + 1 when none is.</returns>
    public static int Of(float scale, float offset, float threshold, int depth)
    {
        var (low, high) = (-depth, depth + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if ((middle * scale) + offset >= threshold)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
