using System.Runtime.CompilerServices;

namespace EdgeRuntime.Model;

/// <summary>A text of a proof: an interpolated one is not formatted, and takes no memory, while the rule holds.</summary>
[InterpolatedStringHandler]
internal ref struct FaultText
{
    private readonly string? _literal;
    private DefaultInterpolatedStringHandler _text;

    public FaultText(int literalLength, int formattedCount, bool holds, out bool isNeeded)
    {
        isNeeded = !holds;
        _text = holds ? default : new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    private FaultText(string literal) => _literal = literal;

    public static implicit operator FaultText(string literal) => new(literal);

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    public override readonly string ToString() => _literal ?? _text.ToString();
}
