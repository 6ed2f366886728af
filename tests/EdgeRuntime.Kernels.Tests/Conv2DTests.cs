using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class Conv2DTests
{
    private static readonly Conv2D Plain = new() { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1 };

    [Fact]
    public void Int8ByHand()
    {
        // input real 0.5 * (q + 1): 2 4 6 8; weights 0.25 * q: channel 0 sums, channel 1 takes the last less the first.
        // Bias 0.125 * q: 1 and -1. Sums 21 and 5 by 0.5: output 42 + 3 and 10 + 3.
        var x = TestTensor.Of<sbyte>(new Shape(1, 2, 2, 1), [3, 7, 11, 15], 0.5f, -1);
        var w = TestTensor.PerChannel<sbyte>(new Shape(2, 2, 2, 1), [4, 4, 4, 4, -4, 0, 0, 4], 0, 0.25f, 0.25f);
        var bias = TestTensor.Of<int>(new Shape(2), [8, -8]);
        var y = StepRunner.Run(Plain, [x, w, bias], [TestTensor.Output<sbyte>(new Shape(1, 1, 1, 2), 0.5f, 3)])[0];
        Assert.Equal([45, 13], Array.ConvertAll(y, b => (int)(sbyte)b));
    }

    [Fact]
    public void PaddedTapsAddNothing()
    {
        // 3x3 ones over a 2x2 image padded by one: every output sees all four elements, whatever the zero point.
        var x = TestTensor.Of<sbyte>(new Shape(1, 2, 2, 1), [10, 11, 12, 13], 1, 9);
        var w = TestTensor.Of<sbyte>(new Shape(1, 3, 3, 1), [1, 1, 1, 1, 1, 1, 1, 1, 1], 1);
        var y = StepRunner.Run(Plain with { PadTop = 1, PadLeft = 1 }, [x, w], [TestTensor.Output<sbyte>(new Shape(1, 2, 2, 1), 1, -5)])[0];
        Assert.Equal([5, 5, 5, 5], Array.ConvertAll(y, b => (int)(sbyte)b));
    }

    [Theory]
    [MemberData(nameof(TypeMixes.All), MemberType = typeof(TypeMixes))]
    public void EqualsTheRealConvolution(TypeMix mix)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (kernelH, kernelW, groups, filterC) = (random.Next(1, 5), random.Next(1, 5), random.Next(1, 3), random.Next(1, 9));
            var record = new Conv2D
            {
                StrideH = random.Next(1, 4),
                StrideW = random.Next(1, 4),
                DilationH = random.Next(1, 3),
                DilationW = random.Next(1, 3),
                Activation = (Activation)random.Next(4),
            };
            var h = KernelParity.WindowAxis.Next(random, kernelH, record.StrideH, record.DilationH);
            var w = KernelParity.WindowAxis.Next(random, kernelW, record.StrideW, record.DilationW);
            (record.PadTop, record.PadLeft) = (h.PadBefore, w.PadBefore);
            var outC = groups * random.Next(1, 6);
            var input = mix.Input(random, new Shape(2, h.Extent, w.Extent, groups * filterC));
            var weights = mix.Weights(random, new Shape(outC, kernelH, kernelW, filterC), 0);
            var bias = mix.Bias(random, outC);
            var output = mix.Output(random, new Shape(2, h.Positions, w.Positions, outC));
            var actual = StepRunner.Run(record, [input, weights, bias], [output], workers: 2)[0];
            Real(record, input, weights, bias, output.Info.Shape).AssertStoredAs(actual, output.Info, record.Activation, $"seed {seed}");
        }
    }

    [Fact]
    public void TheLawRefusesWindowsThatLeaveTheInput()
    {
        var x = TestTensor.Of<float>(new Shape(1, 4, 4, 1), new float[16]);
        var w = TestTensor.Of<float>(new Shape(1, 3, 3, 1), new float[9]);
        foreach (var shape in new[] { new Shape(1, 1, 2, 1), new Shape(1, 5, 2, 1), new Shape(1, 2, 2, 2), new Shape(2, 2, 2, 1) })
        {
            Assert.Throws<LawException>(() => StepRunner.Run(Plain, [x, w], [TestTensor.Output<float>(shape)]));
        }

        foreach (var record in new[] { Plain with { StrideH = 0 }, Plain with { DilationW = 1 << 23 }, Plain with { PadTop = 3 }, Plain with { PadLeft = -1 } })
        {
            Assert.Throws<LawException>(() => StepRunner.Run(record, [x, w], [TestTensor.Output<float>(new Shape(1, 2, 2, 1))]));
        }
    }

    private static RealTensor Real(Conv2D record, TestTensor input, TestTensor weights, TestTensor bias, Shape shape)
    {
        var (x, w) = (RealTensor.From(input), RealTensor.From(weights));
        var values = new List<double>();
        var real = RealTensor.Bias(bias, input, weights, shape[3]);
        for (var (n, perGroup) = (0, shape[3] / (x.Shape[3] / w.Shape[3])); n < shape[0]; n++)
        {
            for (var i = 0; i < shape[1] * shape[2] * shape[3]; i++)
            {
                var (y, column, o) = (i / shape[3] / shape[2], i / shape[3] % shape[2], i % shape[3]);
                var sum = real[o];
                for (var tap = 0; tap < w.Shape[1] * w.Shape[2]; tap++)
                {
                    var inY = (y * record.StrideH) - record.PadTop + (tap / w.Shape[2] * record.DilationH);
                    var inX = (column * record.StrideW) - record.PadLeft + (tap % w.Shape[2] * record.DilationW);
                    var inside = inY >= 0 && inX >= 0 && inY < x.Shape[1] && inX < x.Shape[2];
                    for (var c = 0; inside && c < w.Shape[3]; c++)
                    {
                        sum += x[n, inY, inX, (o / perGroup * w.Shape[3]) + c] * w[o, tap / w.Shape[2], tap % w.Shape[2], c];
                    }
                }

                values.Add(sum);
            }
        }

        return new(shape, [.. values]);
    }
}
