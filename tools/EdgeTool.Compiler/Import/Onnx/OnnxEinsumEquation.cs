namespace EdgeTool.Compiler.Onnx;

/// <summary>An equation such as "...ij,...jk->...ik" as labels of axes. Those that an ellipsis stands for are negative, -1 the last.</summary>
/// <param name="Inputs">Labels of each input.</param>
/// <param name="Output">Labels of the output.</param>
internal sealed record OnnxEinsumEquation(int[][] Inputs, int[] Output)
{
    private const string Ellipsis = "...";

    /// <param name="text">The equation.</param>
    /// <param name="ranks">Axes of each input.</param>
    /// <exception cref="UnsupportedException">It does not fit them.</exception>
    public static OnnxEinsumEquation Parse(string text, int[] ranks)
    {
        var sides = text.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Length != ranks.Length)
        {
            throw Malformed(text, $"has {terms.Length} terms for {ranks.Length} inputs");
        }

        int[][] inputs = [.. terms.Select((term, i) => Labels(text, term, ranks[i] - Letters(term), isInput: true))];
        var hidden = inputs.SelectMany(l => l).Where(l => l < 0).Select(l => -l).DefaultIfEmpty(0).Max();
        var output = sides.Length == 2 ? Labels(text, sides[1], hidden, isInput: false) : Implicit(inputs, hidden);
        return output.Distinct().Count() == output.Length && !output.Except(inputs.SelectMany(l => l)).Any()
            ? new OnnxEinsumEquation(inputs, output)
            : throw Malformed(text, "has an output label twice, or one that no input has");
    }

    /// <summary>Without an arrow: what the ellipsis stands for, then the letters that stand once, in order.</summary>
    private static int[] Implicit(int[][] inputs, int hidden) =>
    [
        .. Hidden(hidden),
        .. inputs.SelectMany(l => l).Where(l => l > 0).GroupBy(l => l).Where(g => g.Count() == 1).Select(g => g.Key).Order(),
    ];

    private static int[] Labels(string text, string term, int hidden, bool isInput)
    {
        var place = term.IndexOf(Ellipsis, StringComparison.Ordinal);
        var letters = term.Replace(Ellipsis, "", StringComparison.Ordinal);
        if (hidden < 0 || (isInput && place < 0 && hidden > 0) || !letters.All(char.IsAsciiLetter))
        {
            throw Malformed(text, $"has the term '{term}', whose letters do not fit its axes");
        }

        int[] labels = [.. letters.Select(c => (int)c)];
        return place < 0 ? labels : [.. labels[..place], .. Hidden(hidden), .. labels[place..]];
    }

    private static int Letters(string term) => term.Replace(Ellipsis, "", StringComparison.Ordinal).Length;

    private static IEnumerable<int> Hidden(int count) => Enumerable.Range(0, count).Select(i => i - count);

    private static UnsupportedException Malformed(string text, string fault) => new($"{fault} in the equation '{text}'", "write a letter for each axis, and the letters of the output behind ->");
}
