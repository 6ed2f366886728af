using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>Random steps on packed signs, with depths and channels about the edges of words, tiles and byte counters.</summary>
public static class SignCases
{
    public static IParityCase NextConv2D(Random random)
    {
        var pointwise = random.Next(4) == 0;
        var (kernelH, kernelW) = pointwise ? (1, 1) : (random.Next(1, 5), random.Next(1, 5));
        var channels = random.Next(5) == 0 ? random.Next(97, 700) : random.Next(1, 98);
        var words = SignWords.Count(channels);
        var outC = Channels(random);
        var record = new BinaryConv2D
        {
            StrideH = random.Next(1, 3),
            StrideW = random.Next(1, 3),
            DilationH = random.Next(1, 3),
            DilationW = random.Next(1, 3),
            Channels = channels,
            Padding = (SignPadding)random.Next(3),
        };
        var h = WindowAxis.Next(random, kernelH, record.StrideH, record.DilationH);
        var w = WindowAxis.Next(random, kernelW, record.StrideW, record.DilationW, random.Next(3) == 0 ? 40 : 10);
        (record.PadTop, record.PadLeft) = (h.PadBefore, w.PadBefore);
        var batch = random.Next(1, 3);
        var depth = kernelH * kernelW * channels;
        var (numbers, output, activation) = Finish(random, depth, outC, last => new Shape(batch, h.Positions, w.Positions, last));
        record.Activation = activation;
        return new ParityCase<BinaryConv2D>(
            record,
            [
                Words(random, new Shape(batch, h.Extent, w.Extent, words), channels, TensorKind.Arena),
                Words(random, new Shape(outC, kernelH, kernelW, words), channels, TensorKind.Constant),
                .. numbers,
            ],
            output);
    }

    public static IParityCase NextFullyConnected(Random random)
    {
        var depth = random.Next(5) == 0 ? random.Next(900, 2500) : random.Next(1, 200);
        var (units, batch) = (Channels(random), random.Next(1, 10));
        var (numbers, output, activation) = Finish(random, depth, units, last => new Shape(batch, last));
        return new ParityCase<BinaryFullyConnected>(
            new BinaryFullyConnected { Depth = depth, Activation = activation },
            [
                Words(random, new Shape(batch, SignWords.Count(depth)), depth, TensorKind.Arena),
                Words(random, new Shape(units, SignWords.Count(depth)), depth, TensorKind.Constant),
                .. numbers,
            ],
            output);
    }

    private static int Channels(Random random) => random.Next(4) switch
    {
        0 => 8 * random.Next(1, 9),
        1 => random.Next(65, 150),
        _ => random.Next(1, 66),
    };

    private static TestTensor Words(Random random, Shape shape, int signs, TensorKind kind)
    {
        var floats = new float[shape.ElementCount / shape[-1] * signs];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = random.Next(2) - 1;
        }

        var tensor = TestTensor.Of<uint>(shape, SignWords.Pack(floats, signs));
        return tensor with { Info = tensor.Info with { Kind = kind } };
    }

    private static (TestTensor[] Numbers, TestTensor Output, Activation Activation) Finish(
        Random random, int depth, int channels, Func<int, Shape> shape)
    {
        switch (random.Next(3))
        {
            case 0:
                var thresholds = new int[channels];
                for (var c = 0; c < channels; c++)
                {
                    thresholds[c] = random.Next(20) switch { 0 => int.MinValue, 1 => int.MaxValue, _ => random.Next(-depth - 1, depth + 2) / 2 };
                }

                return ([Constant(TestTensor.Of<int>(new Shape(channels), thresholds))],
                    TestTensor.Output<uint>(shape(SignWords.Count(channels))), Activation.None);
            case 1:
                var zeroPoint = random.Next(-128, 128);
                return (
                    [Floats(random, channels, 200f / depth), Floats(random, channels, 60)],
                    TestTensor.Output<sbyte>(shape(channels), 0.05f, zeroPoint), Draw.Activation(random));
            default:
                return ([Floats(random, channels, 1), Floats(random, channels, 4)], TestTensor.Output<float>(shape(channels)), Draw.Activation(random));
        }
    }

    private static TestTensor Floats(Random random, int count, float largest)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            // Halves of steps are rounded to even.
            var value = ((random.NextSingle() * 2) - 1) * largest;
            values[i] = random.Next(4) == 0 ? MathF.Round(value * 2) / 2 : value;
        }

        return Constant(TestTensor.Of<float>(new Shape(count), values));
    }

    private static TestTensor Constant(TestTensor tensor) => tensor with { Info = tensor.Info with { Kind = TensorKind.Constant } };
}
