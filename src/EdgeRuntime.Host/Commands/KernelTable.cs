using System.Text.Json;
using EdgeRuntime.Kernels;

namespace EdgeRuntime.Host;

/// <summary>Which variants of each operator a CPU can run, best first.</summary>
internal static class KernelTable
{
    public static void Write(TextWriter output, CpuFeatures features)
    {
        output.WriteLine($"CPU features: {features}{(Cpu.Detected == features ? "" : $" (of {Cpu.Detected}, limited by {Cpu.Variable})")}");
        output.WriteLine();
        var isas = KernelCatalog.All.SelectMany(kernel => kernel.Variants).Select(variant => variant.Isa).Distinct()
            .OrderBy(isa => isa == "Reference").ThenBy(isa => isa, StringComparer.Ordinal).ToArray();
        var width = KernelCatalog.All.Max(kernel => $"{kernel.OpCode}".Length) + 2;
        output.WriteLine($"{"operator".PadRight(width)}{string.Concat(isas.Select(isa => $"{isa,-12}"))}");
        foreach (var kernel in KernelCatalog.All.OrderBy(kernel => kernel.OpCode))
        {
            var marks = isas.Select(isa => Mark(kernel, isa, features));
            output.WriteLine($"{$"{kernel.OpCode}".PadRight(width)}{string.Concat(marks.Select(mark => $"{mark,-12}"))}".TrimEnd());
        }

        output.WriteLine();
        output.WriteLine("best: asked first; yes: asked next, for steps that the better ones do not cover; no: this CPU cannot; -: not written.");
    }

    /// <summary>For scripts: each operator's variants that the CPU can run, in the order they are asked.</summary>
    public static void Write(Utf8JsonWriter json, CpuFeatures features)
    {
        json.WriteStartObject();
        json.WriteString("cpuFeatures", features.ToString());
        json.WriteStartObject("operators");
        foreach (var kernel in KernelCatalog.All.OrderBy(kernel => kernel.OpCode))
        {
            json.WriteStartArray(kernel.OpCode.ToString());
            foreach (var variant in kernel.Variants.Where(variant => (variant.Requires & ~features) == 0))
            {
                json.WriteStringValue(variant.Isa);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Mark(Kernel kernel, string isa, CpuFeatures features)
    {
        if (kernel.Variants.All(variant => variant.Isa != isa))
        {
            return "-";
        }

        var runnable = kernel.Variants.Where(variant => (variant.Requires & ~features) == 0).ToArray();
        return runnable[0].Isa == isa ? "best" : runnable.Any(variant => variant.Isa == isa) ? "yes" : "no";
    }
}
