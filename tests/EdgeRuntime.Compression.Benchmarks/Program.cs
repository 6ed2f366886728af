using EdgeRuntime.Compression.Benchmarks;
using EdgeTool;
using EdgeTool.Training;

// --only ROW, or several: parts of names; only rows that contain one of them are made.
var all = CompressionRows.All(Console.Error.WriteLine);
var names = args.Where(a => a != "--only").ToArray();
var chosen = all.Where(c => names.Length == 0 || names.Any(a => $"{c.Method} {c.DataSet}".Contains(a, StringComparison.OrdinalIgnoreCase))).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"Nothing is named so. Rows: {string.Join("; ", all.Select(c => $"{c.Method} on {c.DataSet}"))}");
    return ExitCode.Usage;
}

try
{
    Console.WriteLine(CompressionTable.Of([.. chosen.Select(c => c.Run(Console.Error.WriteLine))]));
    return ExitCode.Done;
}
catch (TrainingUnavailableException e)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.Unsupported;
}
