using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ResizeBilinearTests
{
    [Fact]
    public void FloatInterpolatesBetweenPixels()
    {
        var x = TestTensor.Of<float>(new Shape(1, 1, 2, 1), [0, 8]);
        Assert.Equal([0f, 4f, 8f, 8f], Run<float>(x, new Shape(1, 1, 4, 1), 0, 0));
        Assert.Equal([0f, 2f, 6f, 8f], Run<float>(x, new Shape(1, 1, 4, 1), 0, 1));
        Assert.Equal([0f, 4f, 8f], Run<float>(x, new Shape(1, 1, 3, 1), 1, 0));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void IntegersStayWithinOneOfRealArithmetic(int alignCorners, int halfPixelCenters)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 40; i++)
        {
            var input = new Shape(2, random.Next(1, 9), random.Next(1, 9), random.Next(1, 4));
            var output = new Shape(2, random.Next(1, 20), random.Next(1, 20), input[3]);
            var x = TestTensor.Random<sbyte>(random, input);
            var real = TestTensor.Of<float>(input, Array.ConvertAll(x.As<sbyte>(), v => (float)v));
            var wide = TestTensor.Of<short>(input, Array.ConvertAll(x.As<sbyte>(), v => (short)v));
            var shifted = TestTensor.Of<byte>(input, Array.ConvertAll(x.As<sbyte>(), v => (byte)(v + 128)));
            var expected = Run<float>(real, output, alignCorners, halfPixelCenters);
            Assert.All(expected.Zip(Run<sbyte>(x, output, alignCorners, halfPixelCenters)), p => Near((p.First, p.Second)));
            Assert.All(expected.Zip(Run<short>(wide, output, alignCorners, halfPixelCenters)), p => Near((p.First, p.Second)));
            Assert.All(expected.Zip(Run<byte>(shifted, output, alignCorners, halfPixelCenters)), p => Near((p.First, p.Second - 128)));
        }

        // The scale carries 10 fractional bits: over 20 pixels of full contrast that moves a value by up to 20 / 2048 of 255.
        void Near((float Real, int Integer) pair) => Assert.True(Math.Abs(pair.Real - pair.Integer) <= 3.1, $"seed {seed}: {pair}");
    }

    [Fact]
    public void Int8RoundsTiesAwayFromZero()
    {
        var x = TestTensor.Of<sbyte>(new Shape(1, 1, 2, 2), [0, 0, 1, -1]);
        Assert.Equal([0, 0, 1, -1, 1, -1, 1, -1], Run<sbyte>(x, new Shape(1, 1, 4, 2), 0, 0).Select(v => (int)v));
    }

    [Fact]
    public void ARoundedScaleNeverReadsBehindTheInput()
    {
        // 1024 / 1400 rounds to 1 per pixel: the last positions lie past pixel 0.
        var x = TestTensor.Of<sbyte>(new Shape(1, 1, 1, 1), [5]);
        Assert.All(Run<sbyte>(x, new Shape(1, 1, 1400, 1), 0, 0), v => Assert.Equal(5, v));
    }

    private static T[] Run<T>(TestTensor x, Shape output, int alignCorners, int halfPixelCenters) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(StepRunner.Run(
            new ResizeBilinear { AlignCorners = alignCorners, HalfPixelCenters = halfPixelCenters },
            [x], [TestTensor.Output<T>(output)], workers: 2)[0]).ToArray();
}
