using System.Globalization;
using EdgeRuntime.Compression.Benchmarks;
using EdgeTool;
using EdgeTool.Training;

// --only ROW...: parts of names; only rows that contain one of them are made. --draws N: at most so many trainings of each row.
var all = CompressionRows.All(Console.Error.WriteLine);
var limit = Array.IndexOf(args, "--draws") is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : int.MaxValue;
var names = args.Where((a, i) => a is not ("--only" or "--draws") && (i == 0 || args[i - 1] != "--draws")).ToArray();
var chosen = all.Where(c => names.Length == 0 || names.Any(a => $"{c.Method} {c.DataSet}".Contains(a, StringComparison.OrdinalIgnoreCase))).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"Nothing is named so. Rows: {string.Join("; ", all.Select(c => $"{c.Method} on {c.DataSet}"))}");
    return ExitCode.Usage;
}

try
{
    var rows = new List<CompressionRow>();
    foreach (var row in chosen)
    {
        rows.Add((row with { Variants = [.. row.Variants.Take(limit)] }).Run(Console.Error.WriteLine));
        Console.Error.WriteLine(CompressionTable.Line(rows[^1]));
    }

    Console.WriteLine(CompressionTable.Of(rows));
    return ExitCode.Done;
}
catch (TrainingUnavailableException e)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.Unsupported;
}
