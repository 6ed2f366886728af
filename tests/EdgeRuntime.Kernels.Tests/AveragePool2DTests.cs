using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class AveragePool2DTests
{
    private static readonly PoolWindow TwoByTwo = new() { FilterH = 2, FilterW = 2, StrideH = 2, StrideW = 2 };

    [Fact]
    public void Int8RoundsTiesAwayFromZero()
    {
        // 2x2 windows: sum 2 -> 0.5 -> 1, sum -2 -> -0.5 -> -1.
        var x = TestTensor.Of<sbyte>(new Shape(1, 2, 4, 1), [1, 1, -1, -1, 0, 0, 0, 0], 0.5f);
        var y = Run<sbyte>(TwoByTwo, x, new Shape(1, 1, 2, 1), 0.5f);
        Assert.Equal([1, -1], y.Select(v => (int)v));
    }

    [Fact]
    public void PaddingDoesNotCount()
    {
        // SAME 2x2 stride 2 on 3x3: the last row and column see two elements, the corner one.
        var x = TestTensor.Of<float>(new Shape(1, 3, 3, 1), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.Equal([3f, 4.5f, 7.5f, 9f], Run<float>(TwoByTwo, x, new Shape(1, 2, 2, 1)));
    }

    [Fact]
    public void Int16AndUInt8FollowTheSameRule()
    {
        var shape = new Shape(1, 1, 1, 1);
        var window = TwoByTwo with { FilterH = 1, FilterW = 3 };
        Assert.Equal([(short)-10923], Run<short>(window, TestTensor.Of<short>(new Shape(1, 1, 3, 1), [-32768, 0, 0], 1), shape, 1));
        Assert.Equal([(byte)85], Run<byte>(window, TestTensor.Of<byte>(new Shape(1, 1, 3, 1), [255, 0, 1], 1, 7), shape, 1, 7));
    }

    [Fact]
    public void TheActivationClampsInTheOutputsIntegers()
    {
        // Relu6 at scale 0.5, zero point -10: 0 -> -10, 6 -> 2.
        var x = TestTensor.Of<sbyte>(new Shape(1, 1, 2, 2), [-100, 100, -90, 90], 0.5f, -10);
        var window = TwoByTwo with { FilterH = 1, Activation = Activation.Relu6 };
        Assert.Equal([-10, 2], Run<sbyte>(window, x, new Shape(1, 1, 1, 2), 0.5f, -10).Select(v => (int)v));
    }

    [Fact]
    public void AgreesWithDoubleArithmeticOnRandomSizes()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            var (inH, inW, channels) = (random.Next(1, 9), random.Next(1, 9), random.Next(1, 5));
            var window = new PoolWindow
            {
                FilterH = random.Next(1, 4),
                FilterW = random.Next(1, 4),
                StrideH = random.Next(1, 4),
                StrideW = random.Next(1, 4),
            };
            (window.PadTop, window.PadLeft) = (random.Next(window.FilterH), random.Next(window.FilterW));
            var output = new Shape(2, Positions(inH, window.FilterH, window.StrideH, window.PadTop), Positions(inW, window.FilterW, window.StrideW, window.PadLeft), channels);
            var x = TestTensor.Random<sbyte>(random, new Shape(2, inH, inW, channels), 0.1f);
            var elements = x.As<sbyte>();
            var y = Run<sbyte>(window, x, output, 0.1f, workers: 2);
            for (var at = 0; at < y.Length; at++)
            {
                var (c, ox, oy, n) = (at % channels, at / channels % output[2], at / channels / output[2] % output[1], at / channels / output[2] / output[1]);
                var covered = from ky in Enumerable.Range((oy * window.StrideH) - window.PadTop, window.FilterH)
                              from kx in Enumerable.Range((ox * window.StrideW) - window.PadLeft, window.FilterW)
                              where ky >= 0 && ky < inH && kx >= 0 && kx < inW
                              select (double)elements[(((((n * inH) + ky) * inW) + kx) * channels) + c];
                Assert.True(y[at] == Math.Round(covered.Average(), MidpointRounding.AwayFromZero), $"seed {seed}, case {i}, element {at}");
            }
        }
    }

    [Fact]
    public void TheLawRefusesAWindowThatCoversNothing()
    {
        var x = TestTensor.Of<float>(new Shape(1, 2, 2, 1), new float[4]);
        Assert.Throws<LawException>(() => Run<float>(TwoByTwo with { PadTop = 2 }, x, new Shape(1, 2, 1, 1)));
        Assert.Throws<LawException>(() => Run<float>(TwoByTwo with { FilterH = 0 }, x, new Shape(1, 1, 1, 1)));
        Assert.Throws<LawException>(() => Run<float>(TwoByTwo with { StrideW = 0 }, x, new Shape(1, 1, 1, 1)));
        Assert.Throws<LawException>(() => Run<float>(TwoByTwo, x, new Shape(1, 3, 1, 1)));
    }

    private static int Positions(int extent, int filter, int stride, int pad) => ((extent + pad - 1) / stride) + 1;

    private static T[] Run<T>(PoolWindow window, TestTensor x, Shape output, float scale = 0, int zeroPoint = 0, int workers = 1) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(StepRunner.Run(
            new AveragePool2D { Window = window }, [x], [TestTensor.Output<T>(output, scale, zeroPoint)], workers: workers)[0]).ToArray();
}
