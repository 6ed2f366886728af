namespace EdgeRuntime.Benchmarks;

/// <summary>Thousands of instructions per inference of XNNPACK, measured with the same plugin method, 2026-11.</summary>
internal static class XnnpackFigures
{
    public const string Source = "XNNPACK, measured with the same plugin method, 2026-11";

    private static readonly Dictionary<(string Cpu, string Model), double> Thousands = new()
    {
        [("cortex-a76", "kws")] = 722,
        [("cortex-a76", "vww")] = 1939,
        [("cortex-a76", "resnet8")] = 1504,
        [("cortex-a76", "ad01")] = 49.5,
        [("cortex-a76", "person")] = 1939,
        [("cortex-a76", "mbv2")] = 50203,
        [("cortex-a72", "kws")] = 1951,
        [("cortex-a72", "vww")] = 3640,
        [("cortex-a72", "resnet8")] = 4336,
        [("cortex-a72", "ad01")] = 91.9,
        [("cortex-a72", "person")] = 3640,
        [("cortex-a72", "mbv2")] = 114796,
        [("cortex-a53", "kws")] = 1347,
        [("cortex-a53", "vww")] = 4027,
        [("cortex-a53", "resnet8")] = 5016,
        [("cortex-a53", "ad01")] = 134,
        [("cortex-a53", "person")] = 3814,
        [("cortex-a53", "mbv2")] = 132931,
    };

    /// <summary>Null where there is none.</summary>
    public static double? Of(string cpu, string model) => Thousands.TryGetValue((cpu, model), out var thousands) ? thousands : null;
}
