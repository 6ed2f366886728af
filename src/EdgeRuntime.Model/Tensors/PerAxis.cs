using System.Runtime.CompilerServices;

namespace EdgeRuntime.Model;

/// <summary>One number for each axis of a tensor, in a record: 24 bytes. Entries past the tensor's rank are 0.</summary>
[InlineArray(Shape.MaxRank)]
public struct PerAxis
{
    private int _first;

    /// <summary>The first <paramref name="values"/> axes; the rest is 0.</summary>
    /// <exception cref="ArgumentException">More values than axes.</exception>
    public static PerAxis Of(params ReadOnlySpan<int> values)
    {
        var result = default(PerAxis);
        values.CopyTo(result);
        return result;
    }
}
