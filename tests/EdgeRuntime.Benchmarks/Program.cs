using EdgeRuntime.Benchmarks;
using EdgeTool;

var options = BenchmarkOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return ExitCode.Usage;
}

try
{
    var report = options.HasSigns ? SignBenchmark.Run(options) : options.IsArm ? ArmBenchmark.Run(options) : HostBenchmark.Run(options);
    Console.WriteLine(report.Markdown);
    if (options.WritesResults)
    {
        report.Write();
    }

    return ExitCode.Done;
}
catch (ToolException e)
{
    Console.Error.WriteLine(e.Message);
    return e.ExitCode;
}
