using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

public static class Conv2DCases
{
    public static IParityCase Next(Random random) => random.Next(8) switch
    {
        0 => Sparse(random),
        1 => SideBySide(random),
        _ => Plain(random),
    };

    /// <summary>1x1 windows whose weights are zero for many channels at once.</summary>
    private static ParityCase<Conv2D> Sparse(Random random)
    {
        var record = new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, Activation = Draw.Activation(random) };
        var (batch, h, w) = (random.Next(1, 3), random.Next(1, 9), random.Next(1, 12));
        var (inC, outC) = (random.Next(32, 300), random.Next(1, 160));
        var input = Draw.Input(random, new Shape(batch, h, w, inC));
        var weights = Draw.SharedZeros(random, Draw.Weights(random, new Shape(outC, 1, 1, inC), 0));
        var output = TestTensor.Output<sbyte>(
            new Shape(batch, h, w, outC), Draw.OutputScale(random, input, weights, inC), Draw.ZeroPoint(random));
        return new ParityCase<Conv2D>(record, [input, weights, Draw.Bias(random, outC)], output);
    }

    /// <summary>3x3 windows one pixel apart, of whole 16 channels in and out.</summary>
    private static ParityCase<Conv2D> SideBySide(Random random)
    {
        var record = new Conv2D
        {
            StrideH = 1,
            StrideW = 1,
            DilationH = 1,
            DilationW = 1,
            PadTop = random.Next(2),
            PadLeft = random.Next(2),
            Activation = Draw.Activation(random),
        };
        var (batch, outH, outW) = (random.Next(1, 3), random.Next(4, 14), 2 * random.Next(2, random.Next(4) == 0 ? 40 : 12));
        var (inC, outC) = (16 * random.Next(1, 6), 16 * random.Next(1, 4));
        var (inH, inW) = (outH + 2 - record.PadTop - random.Next(2), outW + 2 - record.PadLeft - random.Next(2));
        var input = Draw.Input(random, new Shape(batch, inH, inW, inC));
        var weights = Draw.Weights(random, new Shape(outC, 3, 3, inC), 0);
        var output = TestTensor.Output<sbyte>(
            new Shape(batch, outH, outW, outC), Draw.OutputScale(random, input, weights, 9 * inC), Draw.ZeroPoint(random));
        return new ParityCase<Conv2D>(record, [input, weights, Draw.Bias(random, outC)], output);
    }

    private static IParityCase Plain(Random random)
    {
        var pointwise = random.Next(3) == 0;
        var (kernelH, kernelW) = pointwise ? (1, 1) : (random.Next(1, 6), random.Next(1, 6));
        var record = new Conv2D
        {
            StrideH = random.Next(1, 4),
            StrideW = random.Next(1, 4),
            DilationH = random.Next(1, 3),
            DilationW = random.Next(1, 3),
            Activation = Draw.Activation(random),
        };
        var (groups, filterC) = (random.Next(6) == 0 ? 2 : 1, random.Next(12) == 0 ? random.Next(41, 240) : random.Next(1, 41));

        // Wide rows of whole 16 channels without groups are read in place.
        var wide = random.Next(4) == 0;
        (groups, filterC) = wide ? (1, 16 * random.Next(1, 4)) : (groups, filterC);

        // First layers: a window over few channels, eight of them out, in rows long enough for whole tiles.
        var isFirstLayer = !wide && random.Next(4) == 0;
        (groups, filterC, record.DilationH, record.DilationW) =
            isFirstLayer ? (1, random.Next(1, 5), 1, 1) : (groups, filterC, record.DilationH, record.DilationW);
        var outC = isFirstLayer ? 8 : groups * (random.Next(12) == 0 ? random.Next(41, 300) : random.Next(1, 41 / groups));
        var h = WindowAxis.Next(random, kernelH, record.StrideH, record.DilationH);
        var w = WindowAxis.Next(random, kernelW, record.StrideW, record.DilationW, wide || isFirstLayer ? 40 : 10);
        (record.PadTop, record.PadLeft) = (h.PadBefore, w.PadBefore);
        var batch = random.Next(1, 3);
        if (random.Next(4) == 0)
        {
            return new ParityCase<Conv2D>(
                record,
                [
                    Draw.Floats(random, new Shape(batch, h.Extent, w.Extent, groups * filterC)),
                    Draw.Floats(random, new Shape(outC, kernelH, kernelW, filterC), TensorKind.Constant),
                    Draw.FloatBias(random, outC),
                ],
                TestTensor.Output<float>(new Shape(batch, h.Positions, w.Positions, outC)));
        }

        if (random.Next(5) == 0)
        {
            return OtherIntegers.Case(
                random, record, new Shape(batch, h.Extent, w.Extent, groups * filterC), new Shape(outC, kernelH, kernelW, filterC),
                new Shape(batch, h.Positions, w.Positions, outC));
        }

        var input = Draw.Input(random, new Shape(batch, h.Extent, w.Extent, groups * filterC));
        var weights = Draw.Weights(random, new Shape(outC, kernelH, kernelW, filterC), 0);
        var output = TestTensor.Output<sbyte>(new Shape(batch, h.Positions, w.Positions, outC),
            Draw.OutputScale(random, input, weights, kernelH * kernelW * filterC), Draw.ZeroPoint(random));
        return new ParityCase<Conv2D>(record, [input, weights, Draw.Bias(random, outC)], output);
    }
}
