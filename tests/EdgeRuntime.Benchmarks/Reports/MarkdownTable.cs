using System.Text;

namespace EdgeRuntime.Benchmarks;

/// <summary>A table in Markdown: the first column to the left, the others to the right.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    public MarkdownTable(params ReadOnlySpan<string> columns)
    {
        Row(columns);
        _text.Append("|---|").Insert(_text.Length, "--:|", columns.Length - 1).Append('\n');
    }

    public MarkdownTable Row(params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            _text.Append("| ").Append(cell.Replace("|", "\\|", StringComparison.Ordinal)).Append(' ');
        }

        _text.Append("|\n");
        return this;
    }

    public override string ToString() => _text.ToString();
}
