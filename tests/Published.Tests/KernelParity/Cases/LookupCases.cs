using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>Tables of random bytes, and tables that add a constant.</summary>
public static class LookupCases
{
    public static IParityCase Next(Random random)
    {
        var table = new byte[256];
        random.NextBytes(table);
        if (random.Next(3) == 0)
        {
            table = [.. Enumerable.Range(table[0], table.Length).Select(i => (byte)i)];
        }

        var entries = TestTensor.Of<byte>(new Shape(256), table);
        var shape = new Shape(random.Next(1, random.Next(2) == 0 ? 60 : 2500));
        var constant = entries with { Info = entries.Info with { Kind = TensorKind.Constant } };
        return new ParityCase<Lookup>(
            default, [Draw.Input(random, shape), constant], TestTensor.Output<sbyte>(shape, Draw.Scale(random), Draw.ZeroPoint(random)));
    }
}
