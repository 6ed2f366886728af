using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeRuntime.Benchmarks;

/// <summary>The innermost loop of an arm64 function that multiplies most.</summary>
/// <param name="Instructions">Assembler text; branches go to themselves.</param>
/// <param name="Macs">Products of bytes that one turn adds up, those with padding included.</param>
internal sealed partial record HotLoop(IReadOnlyList<string> Instructions, int Macs)
{
    /// <summary>Null when no loop multiplies bytes.</summary>
    /// <param name="disassembly">What llvm-objdump prints of one function.</param>
    public static HotLoop? Of(string disassembly)
    {
        var lines = Line().Matches(disassembly)
            .Select(m => (At: Address(m.Groups[1].Value), Name: m.Groups[2].Value, Operands: m.Groups[3].Value.Split('<')[0].Trim())).ToList();
        var loops = lines.Where(l => IsBranch(l.Name) && TargetOf(l.Operands) <= l.At).Select(l => (First: TargetOf(l.Operands), Last: l.At)).ToList();
        return loops.Where(l => !loops.Exists(o => o != l && o.First >= l.First && o.Last <= l.Last))
            .Select(l => lines.Where(i => i.At >= l.First && i.At <= l.Last).ToList())
            .Select(body => new HotLoop(
                [.. body.Select(i => IsBranch(i.Name) ? $"{i.Name} {Target().Replace(i.Operands, ".")}" : $"{i.Name} {i.Operands}")],
                body.Sum(i => MacsOf(i.Name, i.Operands))))
            .Where(l => l.Macs > 0).MaxBy(l => l.Macs);
    }

    private static int MacsOf(string name, string operands) => name switch
    {
        "sdot" => 16,
        "smull" or "smull2" or "smlal" or "smlal2" when operands.Contains(".8h,", StringComparison.Ordinal) => 8,
        _ => 0,
    };

    private static bool IsBranch(string name) => name is "b" or "cbz" or "cbnz" or "tbz" or "tbnz" || name.StartsWith("b.", StringComparison.Ordinal);

    private static long TargetOf(string operands) => Target().Match(operands) is { Success: true } m ? Address(m.Value[2..]) : long.MaxValue;

    private static long Address(string digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*([0-9a-f]+):\s+(\S+)[ \t]*(.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("0x[0-9a-f]+$")]
    private static partial Regex Target();
}
