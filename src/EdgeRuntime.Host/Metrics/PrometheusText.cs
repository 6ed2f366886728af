using System.Buffers;
using System.Globalization;
using System.Text;

namespace EdgeRuntime.Host;

/// <summary>Metrics as Prometheus reads them: its text exposition format, version 0.0.4. Written as bytes into memory that is used again, so that being asked costs little.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const int UsualBytes = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _text = new(UsualBytes);

    public ReadOnlyMemory<byte> Utf8 => _text.WrittenMemory;

    /// <summary>Begins anew; what <see cref="Utf8"/> gave is overwritten.</summary>
    public void Clear() => _text.ResetWrittenCount();

    /// <summary>Begins a family; its samples follow.</summary>
    /// <param name="name">With its unit, and <c>_total</c> when it counts.</param>
    /// <param name="type">counter, gauge or summary.</param>
    /// <param name="help">One sentence.</param>
    public void Family(string name, string type, string help)
    {
        Append("# HELP ");
        Append(name);
        Append(" ");
        AppendEscaped(help, quotes: false);
        Append("\n# TYPE ");
        Append(name);
        Append(" ");
        Append(type);
        Append("\n");
    }

    public void Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            Append(i == 0 ? "{" : ",");
            Append(labels[i].Name);
            Append("=\"");
            AppendEscaped(labels[i].Value, quotes: true);
            Append("\"");
        }

        Append(labels.Length > 0 ? "} " : " ");
        AppendNumber(value);
        Append("\n");
    }

    public override string ToString() => Encoding.UTF8.GetString(_text.WrittenSpan);

    private void Append(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _text);

    private void AppendNumber(double value)
    {
        if (!double.IsFinite(value))
        {
            Append(double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
            return;
        }

        const int LongestNumber = 32;
        _ = value.TryFormat(_text.GetSpan(LongestNumber), out var length, "R", CultureInfo.InvariantCulture);
        _text.Advance(length);
    }

    private void AppendEscaped(ReadOnlySpan<char> text, bool quotes)
    {
        var special = quotes ? "\\\n\"" : "\\\n";
        while (text.IndexOfAny(special) is var at and >= 0)
        {
            Append(text[..at]);
            Append(text[at] switch { '\n' => "\\n", '"' => "\\\"", _ => @"\\" });
            text = text[(at + 1)..];
        }

        Append(text);
    }
}
