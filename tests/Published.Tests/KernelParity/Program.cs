using EdgeRuntime.Kernels;
using KernelParity;

// Usage: KernelParity [seed [cases]]. Compares every variant that this CPU can run with the reference on random steps.
var seed = args.Length > 0 ? int.Parse(args[0]) : 1;
var count = args.Length > 1 ? int.Parse(args[1]) : 300;
Console.WriteLine($"cpu {Cpu.Detected}, seed {seed}, {count} cases for each operator");

var failed = false;
foreach (var (name, next) in ParityCases.All)
{
    var covered = new SortedDictionary<string, int>(StringComparer.Ordinal);
    var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
    for (var i = 0; i < count; i++)
    {
        var parityCase = next(new Random(seed + i));
        foreach (var (isa, difference) in parityCase.Compare())
        {
            covered[isa] = covered.GetValueOrDefault(isa) + 1;
            if (difference is not null)
            {
                differences.TryAdd(isa, $"seed {seed + i}: {difference}: {parityCase}");
            }
        }
    }

    foreach (var (isa, cases) in covered)
    {
        Console.WriteLine(differences.TryGetValue(isa, out var difference) ? $"{name} {isa} DIFFERS {difference}" : $"{name} {isa} OK {cases}");
    }

    failed |= differences.Count > 0;
}

return failed ? 1 : 0;
