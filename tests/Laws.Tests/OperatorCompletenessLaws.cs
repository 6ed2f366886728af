using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace Laws.Tests;

/// <summary>Every operator number has a record, a law, a kernel, a reference and a test, each where its name says.</summary>
public class OperatorCompletenessLaws
{
    public static TheoryData<OpCode> OpCodes => [.. Enum.GetValues<OpCode>()];

    [Theory]
    [MemberData(nameof(OpCodes))]
    public void AnOperatorIsComplete(OpCode opCode)
    {
        var law = OperatorLaws.For(opCode);
        Assert.True(law is not null, $"{opCode} is missing from OperatorLaws.");
        Assert.Equal($"{opCode}", law.RecordType.Name);
        Assert.True(KernelCatalog.For(opCode) is not null, $"{opCode} is missing from KernelCatalog.");
        string[] files =
        [
            $"src/EdgeRuntime.Model/Operators/{opCode}.cs",
            $"src/EdgeRuntime.Kernels/{opCode}/{opCode}Kernel.cs",
            $"src/EdgeRuntime.Kernels/{opCode}/{opCode}Kernel.Reference.cs",
            $"tests/EdgeRuntime.Kernels.Tests/{opCode}Tests.cs",
        ];
        Broken.None($"{opCode} has these files.", files.Where(f => !Repository.Has(f)));
    }

    [Fact]
    public void TheListsHoldNothingElse()
    {
        Assert.Equal(OperatorLaws.All.Count, OperatorLaws.All.DistinctBy(l => l.OpCode).Count());
        Broken.None("Numbers in the lists are named in OpCode.", OperatorLaws.All.Select(l => l.OpCode).Concat(KernelCatalog.All.Select(k => k.OpCode))
            .Where(o => !Enum.IsDefined(o)).Select(o => o.ToString()));
    }

    [Fact]
    public void TheReferenceIsLastAndOnlyLast() => Broken.None(
        "Variants are listed best first; the reference, which runs everywhere, is the last.",
        from kernel in KernelCatalog.All
        where kernel.Variants.Count == 0
            || kernel.Variants[^1] is not { Isa: "Reference", Requires: CpuFeatures.None }
            || kernel.Variants.SkipLast(1).Any(v => v.Isa == "Reference" || v.Requires == CpuFeatures.None)
        select $"{kernel.OpCode}: {string.Join(", ", kernel.Variants.Select(v => v.Isa))}");

    [Fact]
    public void AVariantIsNamedAsItsInstructionSet() => Broken.None(
        "A variant's name is the CPU feature it needs most.",
        from kernel in KernelCatalog.All
        from variant in kernel.Variants.SkipLast(1)
        where !Enum.TryParse<CpuFeatures>(variant.Isa, out var feature) || !variant.Requires.HasFlag(feature)
        select $"{kernel.OpCode}: {variant.Isa} requires {variant.Requires}");

    [Fact]
    public void AVariantHasItsFile() => Broken.None(
        "XKernel.<Isa>.cs, or XKernel.Tiled.cs where only the inner step differs.",
        from kernel in KernelCatalog.All
        from variant in kernel.Variants
        let stem = $"src/EdgeRuntime.Kernels/{kernel.OpCode}/{kernel.OpCode}Kernel"
        where !Repository.Has($"{stem}.{variant.Isa}.cs") && !Repository.Has($"{stem}.Tiled.cs")
        select $"{kernel.OpCode}: {variant.Isa}");

    [Fact]
    public void NoVariantHidesAnotherOfTheSameNeed() => Broken.None(
        "Of two variants with the same requirements and method, one must be listed for what the other does not cover: merge them.",
        from kernel in KernelCatalog.All
        from needs in kernel.Variants.GroupBy(v => (v.Requires, v.Method))
        where needs.Count() > 1
        select $"{kernel.OpCode}: {string.Join(", ", needs.Select(v => v.Isa))}");
}
