using System.Runtime.CompilerServices;

namespace EdgeRuntime.Model;

/// <summary>The sentence every proof is written in. Its words are only put together when the rule is broken.</summary>
internal static class Fault
{
    /// <exception cref="ModelFormatException">The rule does not hold.</exception>
    public static void Unless<T>(
        bool holds,
        FaultKind kind,
        long byteOffset,
        [InterpolatedStringHandlerArgument(nameof(holds))] FaultText what,
        [InterpolatedStringHandlerArgument(nameof(holds))] FaultText expected,
        T found)
    {
        if (!holds)
        {
            throw new ModelFormatException(kind, byteOffset, what.ToString(), expected.ToString(), $"{found}");
        }
    }

    /// <exception cref="ModelFormatException">The rule does not hold.</exception>
    public static void Unless(
        bool holds,
        FaultKind kind,
        long byteOffset,
        [InterpolatedStringHandlerArgument(nameof(holds))] FaultText what,
        [InterpolatedStringHandlerArgument(nameof(holds))] FaultText expected,
        [InterpolatedStringHandlerArgument(nameof(holds))] FaultText found) =>
        Unless(holds, kind, byteOffset, what, expected, found.ToString());
}
