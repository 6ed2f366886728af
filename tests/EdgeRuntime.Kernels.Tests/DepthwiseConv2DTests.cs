using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class DepthwiseConv2DTests
{
    [Fact]
    public void Int8ByHand()
    {
        // Two channels of 1x2, multiplier 2. Real input: channel 0 is 1, 2; channel 1 is -3, 0 (scale 1, zero point 1).
        // Weights per output channel: (1, 1), (2, -1), (1, 0), (0, 5); sums 3, 0, -3, 0; bias 0, 1, 0, -1.
        var x = TestTensor.Of<sbyte>(new Shape(1, 1, 2, 2), [2, -2, 3, 1], 1, 1);
        var w = TestTensor.Of<sbyte>(new Shape(1, 1, 2, 4), [1, 2, 1, 0, 1, -1, 0, 5], 1);
        var bias = TestTensor.Of<int>(new Shape(4), [0, 1, 0, -1]);
        var record = new DepthwiseConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, DepthMultiplier = 2 };
        var y = StepRunner.Run(record, [x, w, bias], [TestTensor.Output<sbyte>(new Shape(1, 1, 1, 4), 1, 10)])[0];
        Assert.Equal([13, 11, 7, 9], Array.ConvertAll(y, b => (int)(sbyte)b));
    }

    [Theory]
    [MemberData(nameof(TypeMixes.All), MemberType = typeof(TypeMixes))]
    public void EqualsTheRealConvolution(TypeMix mix)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (kernelH, kernelW, inC) = (random.Next(1, 5), random.Next(1, 5), random.Next(1, 9));
            var record = new DepthwiseConv2D
            {
                StrideH = random.Next(1, 4),
                StrideW = random.Next(1, 4),
                DilationH = random.Next(1, 3),
                DilationW = random.Next(1, 3),
                DepthMultiplier = random.Next(1, 4),
                Activation = (Activation)random.Next(4),
            };
            var h = KernelParity.WindowAxis.Next(random, kernelH, record.StrideH, record.DilationH);
            var w = KernelParity.WindowAxis.Next(random, kernelW, record.StrideW, record.DilationW);
            (record.PadTop, record.PadLeft) = (h.PadBefore, w.PadBefore);
            var outC = inC * record.DepthMultiplier;
            var input = mix.Input(random, new Shape(2, h.Extent, w.Extent, inC));
            var weights = mix.Weights(random, new Shape(1, kernelH, kernelW, outC), 3);
            var bias = mix.Bias(random, outC);
            var output = mix.Output(random, new Shape(2, h.Positions, w.Positions, outC));
            var actual = StepRunner.Run(record, [input, weights, bias], [output], workers: 2)[0];
            Real(record, input, weights, bias, output.Info.Shape).AssertStoredAs(actual, output.Info, record.Activation, $"seed {seed}");
        }
    }

    [Fact]
    public void TheLawRefusesAnotherMultiplier()
    {
        var x = TestTensor.Of<float>(new Shape(1, 1, 1, 2), new float[2]);
        var w = TestTensor.Of<float>(new Shape(1, 1, 1, 4), new float[4]);
        foreach (var multiplier in new[] { 0, 1, 3, -2 })
        {
            var record = new DepthwiseConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, DepthMultiplier = multiplier };
            Assert.Throws<LawException>(() => StepRunner.Run(record, [x, w], [TestTensor.Output<float>(new Shape(1, 1, 1, 4))]));
        }
    }

    private static RealTensor Real(DepthwiseConv2D record, TestTensor input, TestTensor weights, TestTensor bias, Shape shape)
    {
        var (x, w) = (RealTensor.From(input), RealTensor.From(weights));
        var values = new double[shape.ElementCount];
        var real = RealTensor.Bias(bias, input, weights, shape[3]);
        for (var i = 0; i < values.Length; i++)
        {
            var (n, y, column, o) = (i / shape[3] / shape[2] / shape[1], i / shape[3] / shape[2] % shape[1], i / shape[3] % shape[2], i % shape[3]);
            values[i] = real[o];
            for (var tap = 0; tap < w.Shape[1] * w.Shape[2]; tap++)
            {
                var inY = (y * record.StrideH) - record.PadTop + (tap / w.Shape[2] * record.DilationH);
                var inX = (column * record.StrideW) - record.PadLeft + (tap % w.Shape[2] * record.DilationW);
                if (inY >= 0 && inX >= 0 && inY < x.Shape[1] && inX < x.Shape[2])
                {
                    values[i] += x[n, inY, inX, o / record.DepthMultiplier] * w[0, tap / w.Shape[2], tap % w.Shape[2], o];
                }
            }
        }

        return new(shape, values);
    }
}
