namespace EdgeTool;

/// <summary>What a model said to every example, as CSV with a header: a spreadsheet or a script can look at single answers.</summary>
internal static class AnswerTable
{
    /// <summary>A row for each example: its name, what the data say, what the model says, and the scores in real units, to the last bit.</summary>
    /// <param name="path">The file; replaced when it is there.</param>
    /// <param name="answers">In the order of the data.</param>
    /// <param name="said">Truth and answer of an example, by its number.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Answer> answers, Func<int, (string Truth, string Answer)> said)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        var scores = answers.Count == 0 ? 0 : answers[0].Real.Length;
        writer.WriteLine(string.Join(',', (string[])["example", "truth", "answer", .. Enumerable.Range(0, scores).Select(c => $"score_{c}")]));
        for (var i = 0; i < answers.Count; i++)
        {
            var (truth, answer) = said(i);
            writer.WriteLine(string.Join(',', (string[])[Quoted(answers[i].Example), Quoted(truth), Quoted(answer), .. answers[i].Real.Select(Tables.Exact)]));
        }
    }

    /// <summary>RFC 4180, section 2: a field with a comma or quote stands in quotes, its own doubled.</summary>
    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
