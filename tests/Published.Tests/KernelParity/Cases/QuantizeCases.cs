using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>Real numbers to int8 and uint8: multiples of half a step and their neighbours, numbers of any size, and no numbers.</summary>
public static class QuantizeCases
{
    public static IParityCase Next(Random random) => Of<Quantize>(random);

    public static IParityCase NextLinear(Random random) => Of<QuantizeLinear>(random);

    private static ParityCase<T> Of<T>(Random random)
        where T : unmanaged, IOperatorRecord<T>
    {
        var (scale, zeroPoint) = (Draw.Scale(random), Draw.ZeroPoint(random));
        var shape = new Shape(random.Next(1, random.Next(2) == 0 ? 100 : 2500));
        var input = TestTensor.Of<float>(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => Number(random, scale))]);
        var output = random.Next(2) == 0 ? TestTensor.Output<sbyte>(shape, scale, zeroPoint) : TestTensor.Output<byte>(shape, scale, zeroPoint + 128);
        return new ParityCase<T>(default, [input], output);
    }

    private static float Number(Random random, float scale)
    {
        var half = random.Next(-600, 600) * 0.5f * scale;
        return random.Next(8) switch
        {
            0 => float.BitIncrement(half),
            1 => float.BitDecrement(half),
            2 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
            3 => random.Next(4) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => float.NegativeInfinity, _ => -0f },
            4 => (random.NextSingle() - 0.5f) * 300 * scale,
            _ => half,
        };
    }
}
