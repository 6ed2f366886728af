using EdgeTool.Compiler.Evaluation;

namespace EdgeTool.Tests;

/// <summary>A confusion matrix stays a table, however many classes it has and whatever they are called.</summary>
public sealed class ConfusionTableTests
{
    [Theory]
    [InlineData(3, "yes", ">yes2")]
    [InlineData(14, "getting up from the bed", "14 getting up from the bed14")]
    [InlineData(20, "x", ">x20")]
    public void EveryClassHasOneLine(int count, string name, string expected)
    {
        string[] classes = [.. Enumerable.Range(1, count).Select(c => $"{name}{c}")];
        var matrix = new ConfusionMatrix(count);
        for (var c = 0; c < count; c++)
        {
            matrix.Add(c, c);
            matrix.Add(c, (c + 1) % count);
        }

        var text = new StringWriter();
        ClassificationText.Print(
            new Terminal(text, TextWriter.Null, Width: 100), new Classification(classes, matrix, new TopKAccuracy(1), 0.5, null, null, [], []), null);
        string[] lines = text.ToString().Split('\n');
        Assert.All(lines[^(count + 3)..], line => Assert.InRange(line.TrimEnd().Length, 0, 100));
        Assert.Equal(count, lines.Count(line => line.Contains("50.0 %", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains(expected.TrimStart('>'), StringComparison.Ordinal));
    }
}
