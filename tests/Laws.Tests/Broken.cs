namespace Laws.Tests;

/// <summary>How a law fails: with every place that breaks it, one a line.</summary>
internal static class Broken
{
    public static void None(string law, IEnumerable<string> places)
    {
        var all = places.ToList();
        Assert.True(all.Count == 0, $"{law}\n{string.Join('\n', all)}");
    }
}
