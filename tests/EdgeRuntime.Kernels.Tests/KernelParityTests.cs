using EdgeRuntime.Kernels;
using KernelParity;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>Every variant that this machine can run gives the reference's bytes, on awkward sizes and extreme values.</summary>
public class KernelParityTests
{
    public static TheoryData<string> Operators => new(ParityCases.All.Select(o => o.Operator));

    [Theory]
    [MemberData(nameof(Operators))]
    public void VariantsEqualTheReference(string name)
    {
        var next = ParityCases.All.Single(o => o.Operator == name).Next;
        var start = Random.Shared.Next(1 << 20);
        for (var seed = start; seed < start + 150; seed++)
        {
            var parityCase = next(new Random(seed));
            foreach (var (isa, difference) in parityCase.Compare())
            {
                Assert.True(difference is null, $"seed {seed}, {isa}: {difference}: {parityCase}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void EveryVariantThatThisMachineCanRunIsCompared(string name)
    {
        var opCode = Enum.Parse<EdgeRuntime.Model.OpCode>(name);
        var runnable = KernelCatalog.For(opCode)!.Variants.Where(v => (v.Requires & ~Cpu.Detected) == 0).Select(v => v.Name).Distinct();
        var next = ParityCases.All.Single(o => o.Operator == name).Next;
        var compared = Enumerable.Range(1, 50).SelectMany(seed => next(new Random(seed)).Compare().Select(c => c.Isa)).ToHashSet();
        Assert.Equal(runnable.Order(), compared.Order());
    }
}
