using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

public static class DepthwiseConv2DCases
{
    public static IParityCase Next(Random random) => random.Next(2) == 0 ? Any(random) : ThreeColumns(random);

    private static IParityCase Any(Random random)
    {
        var (kernelH, kernelW) = (random.Next(1, 6), random.Next(1, 6));
        var record = new DepthwiseConv2D
        {
            StrideH = random.Next(1, 4),
            StrideW = random.Next(1, 4),
            DilationH = random.Next(1, 3),
            DilationW = random.Next(1, 3),
            DepthMultiplier = random.Next(4) == 0 ? random.Next(1, 5) : 1,
            Activation = Draw.Activation(random),
        };
        var (inC, taps) = (random.Next(1, 60), kernelH * kernelW);
        return Case(random, record, kernelH, kernelW, inC,
            Draw.Weights(random, new Shape(1, kernelH, kernelW, inC * record.DepthMultiplier), 3), Draw.Bias(random, inC * record.DepthMultiplier), taps);
    }

    /// <summary>Windows of three columns, with numbers as models have them more often than not.</summary>
    private static IParityCase ThreeColumns(Random random)
    {
        var kernelH = random.Next(1, 4);
        var record = new DepthwiseConv2D
        {
            StrideH = random.Next(1, 3),
            StrideW = random.Next(1, 3),
            DilationH = random.Next(1, 3),
            DilationW = 1,
            DepthMultiplier = 1,
            Activation = Draw.Activation(random),
        };
        var inC = random.Next(4) switch { 0 => 8, 1 => 16 * random.Next(1, 5), _ => random.Next(1, 100) };
        var shape = new Shape(1, kernelH, 3, inC);
        if (random.Next(5) == 0)
        {
            return Case(random, record, kernelH, 3, inC, Draw.Weights(random, shape, 3), Draw.Bias(random, inC), kernelH * 3);
        }

        var elements = Draw.Int8(random, shape.ElementCount);
        if (random.Next(5) != 0)
        {
            elements.AsSpan().Replace(sbyte.MinValue, (sbyte)-127);
        }

        var scale = Draw.Scale(random);
        var scales = Enumerable.Range(0, inC).Select(_ => scale * (random.Next(9) == 0 ? 1e-9f : 1 + random.NextSingle()));
        var weights = TestTensor.PerChannel<sbyte>(shape, elements, 3, [.. scales]);

        // Now and then factors as small as a channel of next to constant output has them, with biases to match.
        var (factorBits, largestBias) = random.Next(4) == 0 ? (random.Next(11, 26), 1 << 28) : (random.Next(-1, 12), 20000);
        var bias = TestTensor.Of<int>(new Shape(inC), [.. Enumerable.Range(0, inC).Select(_ => random.Next(-largestBias, largestBias))]);
        return Case(
            random, record, kernelH, 3, inC, weights, bias with { Info = bias.Info with { Kind = TensorKind.Constant } }, kernelH * 3,
            scale * MathF.Pow(2, random.NextSingle() + factorBits));
    }

    private static IParityCase Case(
        Random random, DepthwiseConv2D record, int kernelH, int kernelW, int inC, TestTensor weights, TestTensor bias, int taps, float outputScale = 0)
    {
        var h = WindowAxis.Next(random, kernelH, record.StrideH, record.DilationH);
        var w = WindowAxis.Next(random, kernelW, record.StrideW, record.DilationW);
        (record.PadTop, record.PadLeft) = (h.PadBefore, w.PadBefore);
        var (batch, outC) = (random.Next(1, 3), inC * record.DepthMultiplier);
        if (random.Next(4) == 0)
        {
            return new ParityCase<DepthwiseConv2D>(
                record,
                [
                    Draw.Floats(random, new Shape(batch, h.Extent, w.Extent, inC)),
                    Draw.Floats(random, new Shape(1, kernelH, kernelW, outC), TensorKind.Constant),
                    Draw.FloatBias(random, outC),
                ],
                TestTensor.Output<float>(new Shape(batch, h.Positions, w.Positions, outC)));
        }

        if (random.Next(5) == 0)
        {
            return OtherIntegers.Case(
                random, record, new Shape(batch, h.Extent, w.Extent, inC), new Shape(1, kernelH, kernelW, outC),
                new Shape(batch, h.Positions, w.Positions, outC), channelAxis: 3);
        }

        var input = Draw.Input(random, new Shape(batch, h.Extent, w.Extent, inC));
        outputScale = outputScale > 0 ? input.Info.Scale * outputScale : Draw.OutputScale(random, input, weights, taps);
        var output = TestTensor.Output<sbyte>(new Shape(batch, h.Positions, w.Positions, outC), outputScale, Draw.ZeroPoint(random));
        return new ParityCase<DepthwiseConv2D>(record, [input, weights, bias], output);
    }
}
