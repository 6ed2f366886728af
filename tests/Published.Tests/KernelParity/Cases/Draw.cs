using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>Random operands as awkward as their law allows: extreme values, zero points and factors come up often.</summary>
public static class Draw
{
    public static int ZeroPoint(Random random) => random.Next(3) switch { 0 => -128, 1 => 127, _ => random.Next(-128, 128) };

    /// <summary>Scales from 2^-20 to 4.</summary>
    public static float Scale(Random random) => MathF.Pow(2, (random.NextSingle() * 22) - 20);

    public static Activation Activation(Random random) => (Activation)random.Next(4);

    /// <summary>int8 elements; one time in three only the two extremes.</summary>
    public static sbyte[] Int8(Random random, int count)
    {
        var values = new sbyte[count];
        random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        if (random.Next(3) == 0)
        {
            for (var i = 0; i < count; i++)
            {
                values[i] = values[i] < 0 ? sbyte.MinValue : sbyte.MaxValue;
            }
        }

        return values;
    }

    public static TestTensor Input(Random random, Shape shape) =>
        TestTensor.Of<sbyte>(shape, Int8(random, shape.ElementCount), Scale(random), ZeroPoint(random));

    /// <summary>Weights, constant, with one scale or one per channel.</summary>
    public static TestTensor Weights(Random random, Shape shape, int channelAxis)
    {
        var elements = Int8(random, shape.ElementCount);
        if (random.Next(2) == 0)
        {
            // As converters make them: symmetric, without -128.
            elements.AsSpan().Replace(sbyte.MinValue, (sbyte)-127);
        }

        var channels = shape[channelAxis];
        var tensor = TestTensor.PerChannel<sbyte>(shape, elements, channelAxis, [.. Enumerable.Range(0, channels).Select(_ => Scale(random))]);
        return random.Next(2) == 0
            ? tensor
            : tensor with { Info = tensor.Info with { Scale = Scale(random), ChannelAxis = -1, ChannelScales = default } };
    }

    /// <summary>
    /// The same weights with zeros that groups of neighbouring channels share: some of every four, columns here and there, or all of a group.
    /// </summary>
    public static TestTensor SharedZeros(Random random, TestTensor weights)
    {
        var (channels, group, kept) = (weights.Info.Shape[0], 1 << random.Next(3, 7), random.Next(1, 3));
        var depth = weights.Bytes.Length / channels;
        var (elements, inFours) = (weights.Bytes.ToArray(), random.Next(3) != 0);
        for (var first = 0; first < channels; first += group)
        {
            var stays = new bool[depth];
            for (var k = 0; k < depth; k += 4)
            {
                for (var i = 0; i < kept && random.Next(16) > 0; i++)
                {
                    stays[Math.Min(depth - 1, inFours ? k + random.Next(4) : random.Next(depth))] = true;
                }
            }

            for (var i = first * depth; i < Math.Min(channels, first + group) * depth; i++)
            {
                elements[i] = stays[i % depth] && first != 3 * group ? elements[i] : (byte)0;
            }
        }

        return weights with { Bytes = elements };
    }

    /// <summary>float32 elements in [-1/4, 1/4): small enough that few sums are clamped and rounding stays small beside them.</summary>
    public static TestTensor Floats(Random random, Shape shape, TensorKind kind = TensorKind.Arena)
    {
        var elements = new float[shape.ElementCount];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = (random.NextSingle() - 0.5f) / 2;
        }

        var tensor = TestTensor.Of<float>(shape, elements);
        return tensor with { Info = tensor.Info with { Kind = kind } };
    }

    public static TestTensor FloatBias(Random random, int channels) =>
        random.Next(4) == 0 ? TestTensor.Absent : Floats(random, new Shape(channels), TensorKind.Constant);

    public static TestTensor Bias(Random random, int channels)
    {
        if (random.Next(4) == 0)
        {
            return TestTensor.Absent;
        }

        var shift = random.Next(2) == 0 ? 0 : random.Next(8, 20);
        var bias = TestTensor.Of<int>(
            new Shape(channels), [.. Enumerable.Range(0, channels).Select(_ => (random.Next() - random.Next()) >> shift)]);
        return bias with { Info = bias.Info with { Kind = TensorKind.Constant } };
    }

    /// <summary>
    /// An output scale that spreads sums of <paramref name="depth"/> products over the output's range, or saturates it: of the first
    /// channel, or of the one with the largest scale, which makes every factor small, as in trained models.
    /// </summary>
    public static float OutputScale(Random random, TestTensor input, TestTensor weights, int depth)
    {
        var channels = weights.Info.ChannelAxis < 0 || random.Next(2) == 0 ? 1 : weights.Info.Shape[weights.Info.ChannelAxis];
        var largest = Enumerable.Range(0, channels).Max(weights.Info.ScaleOf);
        return input.Info.Scale * largest * MathF.Sqrt(depth) * MathF.Pow(2, (random.NextSingle() * 12) + 2);
    }
}
