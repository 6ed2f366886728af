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
    var report = options switch
    {
        { HasCycles: true } => CycleBenchmark.Run(),
        { HasSigns: true } => SignBenchmark.Run(options),
        { HasIntegers: true } => IntegerBenchmark.Run(options),
        { HasThreads: true } => ThreadBenchmark.Run(options),
        { HasSparse: true } => SparseBenchmark.Run(options),
        { IsArm: true } => ArmBenchmark.Run(options),
        _ => HostBenchmark.Run(options),
    };
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
