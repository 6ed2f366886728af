using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace Laws.Tests;

/// <summary>The README's table of operators, made from the catalog: what each covers, and for which instruction sets it has variants.</summary>
public static class OperatorTable
{
    private static readonly (string Name, ElementType[] Types)[] Columns =
    [
        ("int8", [ElementType.Int8]), ("uint8", [ElementType.UInt8]), ("int16", [ElementType.Int16]), ("float32", [ElementType.Float32]),
        ("other integers", [ElementType.Int32, ElementType.Int64, ElementType.UInt32, ElementType.UInt64]),
    ];

    /// <summary>Markdown, one row for each operator in the order of its number, without a trailing line break.</summary>
    public static string Markdown()
    {
        var header = $"| operator | {string.Join(" | ", Columns.Select(c => c.Name))} | ISA variants |";
        var rule = $"|---|{string.Concat(Columns.Select(_ => ":-:|"))}---|";
        return string.Join('\n', [header, rule, .. KernelCatalog.All.OrderBy(k => k.OpCode).Select(Row)]);
    }

    private static string Row(Kernel kernel)
    {
        var covered = Columns.Select(c => c.Types.Any(t => OperatorProbes.Covers(kernel.OpCode, t)) ? "✓" : " ");
        return $"| {kernel.OpCode} | {string.Join(" | ", covered)} | {string.Join(", ", kernel.Variants.SkipLast(1).Select(v => v.Isa).Distinct())} |";
    }
}
