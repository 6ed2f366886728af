namespace EdgeRuntime.Pipeline;

/// <summary>Finds what somebody probably meant to write.</summary>
public static class NearestName
{
    /// <summary>
    /// The allowed name with the smallest edit distance to <paramref name="found"/>, letter case aside; null when none is near: more
    /// than a third of the letters (and more than one) would have to change.
    /// </summary>
    public static string? Of(string found, IEnumerable<string> allowed)
    {
        string? nearest = null;
        var best = int.MaxValue;
        foreach (var name in allowed)
        {
            var distance = Distance(found.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance < best)
            {
                (nearest, best) = (name, distance);
            }
        }

        return best <= Math.Max(1, Math.Max(found.Length, nearest?.Length ?? 0) / 3) ? nearest : null;
    }

    /// <summary>
    /// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours that turn one string into the other.
    /// </summary>
    public static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= to.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var replace = rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replace, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[from.Length, to.Length];
    }

    /// <summary><c>; did you mean 'x'?</c>, or nothing when no allowed name is near.</summary>
    public static string Hint(string found, IEnumerable<string> allowed) =>
        Of(found, allowed) is { } nearest ? $"; did you mean '{nearest}'?" : "";
}
