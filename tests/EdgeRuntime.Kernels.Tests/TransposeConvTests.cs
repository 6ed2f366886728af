using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class TransposeConvTests
{
    [Fact]
    public void FloatByHand()
    {
        // Stride 2 over windows of 3: the windows of 1 and 10 overlap in one element.
        var x = TestTensor.Of<float>(new Shape(1, 1, 2, 1), [1, 10]);
        var w = TestTensor.Of<float>(new Shape(1, 1, 3, 1), [1, 2, 3]);
        var record = new TransposeConv { StrideH = 1, StrideW = 2 };
        var y = StepRunner.Run(record, [x, w], [TestTensor.Output<float>(new Shape(1, 1, 5, 1))])[0];
        Assert.Equal([1f, 2f, 13f, 20f, 30f], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(y).ToArray());
    }

    [Theory]
    [MemberData(nameof(TypeMixes.All), MemberType = typeof(TypeMixes))]
    public void EqualsTheScatteredSums(TypeMix mix)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var record = new TransposeConv { StrideH = random.Next(1, 4), StrideW = random.Next(1, 4), Activation = (Activation)random.Next(4) };
            var (kernelH, kernelW, inC, outC) = (random.Next(1, 5), random.Next(1, 5), random.Next(1, 6), random.Next(1, 6));
            var h = KernelParity.WindowAxis.Next(random, kernelH, record.StrideH, 1);
            var w = KernelParity.WindowAxis.Next(random, kernelW, record.StrideW, 1);
            (record.PadTop, record.PadLeft) = (h.PadBefore, w.PadBefore);
            var input = mix.Input(random, new Shape(2, h.Positions, w.Positions, inC));
            var weights = mix.Weights(random, new Shape(outC, kernelH, kernelW, inC), 0);
            var bias = mix.Bias(random, outC);
            var output = mix.Output(random, new Shape(2, h.Extent, w.Extent, outC));
            var actual = StepRunner.Run(record, [input, weights, bias], [output], workers: 2)[0];
            Real(record, input, weights, bias, output.Info.Shape).AssertStoredAs(actual, output.Info, record.Activation, $"seed {seed}");
        }
    }

    [Fact]
    public void TheLawRefusesAnOutputThatTheWindowsDoNotReach()
    {
        var x = TestTensor.Of<float>(new Shape(1, 1, 2, 1), [1, 10]);
        var w = TestTensor.Of<float>(new Shape(1, 1, 3, 1), [1, 2, 3]);
        var record = new TransposeConv { StrideH = 1, StrideW = 2 };
        Assert.Throws<LawException>(() => StepRunner.Run(record, [x, w], [TestTensor.Output<float>(new Shape(1, 1, 9, 1))]));
    }

    private static RealTensor Real(TransposeConv record, TestTensor input, TestTensor weights, TestTensor bias, Shape shape)
    {
        var (x, w) = (RealTensor.From(input), RealTensor.From(weights));
        var values = new double[shape.ElementCount];
        var real = RealTensor.Bias(bias, input, weights, shape[3]);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = real[i % shape[3]];
        }

        var (inH, inW, inC, kernelH, kernelW) = (x.Shape[1], x.Shape[2], x.Shape[3], w.Shape[1], w.Shape[2]);
        for (var i = 0; i < x.Values.Length / inC; i++)
        {
            var (n, inY, inX) = (i / inW / inH, i / inW % inH, i % inW);
            for (var tap = 0; tap < kernelH * kernelW * shape[3]; tap++)
            {
                var (ky, kx, o) = (tap / shape[3] / kernelW, tap / shape[3] % kernelW, tap % shape[3]);
                var (y, column) = ((inY * record.StrideH) - record.PadTop + ky, (inX * record.StrideW) - record.PadLeft + kx);
                for (var c = 0; c < inC && y >= 0 && column >= 0 && y < shape[1] && column < shape[2]; c++)
                {
                    values[(((((n * shape[1]) + y) * shape[2]) + column) * shape[3]) + o] += x[n, inY, inX, c] * w[o, ky, kx, c];
                }
            }
        }

        return new(shape, values);
    }
}
