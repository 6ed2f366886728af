namespace EdgeRuntime.Model;

/// <summary>The sentence every proof is written in.</summary>
internal static class Fault
{
    /// <exception cref="ModelFormatException">The rule does not hold.</exception>
    public static void Unless<T>(bool holds, FaultKind kind, long byteOffset, string what, string expected, T found)
    {
        if (!holds)
        {
            throw new ModelFormatException(kind, byteOffset, what, expected, $"{found}");
        }
    }
}
