using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class BinaryConv2DTests
{
    [Theory]
    [InlineData(SignPadding.PlusOne, 1)]
    [InlineData(SignPadding.Zero, 0)]
    [InlineData(SignPadding.MinusOne, -1)]
    public void EachPaddingByHand(SignPadding padding, int p)
    {
        // Windows of 2x2 ones over the image -1 +1 / +1 -1, padded above and to the left: three, two, two and no taps outside.
        var record = new BinaryConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, Channels = 1, PadTop = 1, PadLeft = 1, Padding = padding };
        TestTensor[] operands = [SignTensor.Of(new Shape(1, 2, 2, 1), [-1, 1, 1, -1]), SignTensor.Of(new Shape(1, 2, 2, 1), [1, 1, 1, 1]), Reals(1), Reals(0)];
        var y = StepRunner.Run(record, operands, [TestTensor.Output<float>(new Shape(1, 2, 2, 1))])[0];
        Assert.Equal([(3 * p) - 1f, 2 * p, 2 * p, 0], MemoryMarshal.Cast<byte, float>(y).ToArray());
    }

    /// <summary>The float32 convolution of the same signs, between numbers that single precision holds, is exact.</summary>
    [Fact]
    public void SumsAreThoseOfARealConvolution()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (kernelH, kernelW, channels, outC) = (random.Next(1, 4), random.Next(1, 4), random.Next(1, 70), random.Next(1, 40));
            var record = new Conv2D { StrideH = random.Next(1, 3), StrideW = random.Next(1, 3), DilationH = random.Next(1, 3), DilationW = 1 };
            var h = KernelParity.WindowAxis.Next(random, kernelH, record.StrideH, record.DilationH);
            var w = KernelParity.WindowAxis.Next(random, kernelW, record.StrideW, record.DilationW);
            (record.PadTop, record.PadLeft) = (h.PadBefore, w.PadBefore);
            var x = SignTensor.Random(random, new Shape(2, h.Extent, w.Extent, channels));
            var filters = SignTensor.Random(random, new Shape(outC, kernelH, kernelW, channels));
            var shape = new Shape(2, h.Positions, w.Positions, outC);
            var expected = StepRunner.Run(record, [TestTensor.Of<float>(x.Shape, x.Values), TestTensor.Of<float>(filters.Shape, filters.Values)], [TestTensor.Output<float>(shape)])[0];

            var binary = new BinaryConv2D
            {
                StrideH = record.StrideH,
                StrideW = record.StrideW,
                DilationH = record.DilationH,
                DilationW = 1,
                PadTop = record.PadTop,
                PadLeft = record.PadLeft,
                Channels = channels,
                Padding = SignPadding.Zero,
            };
            var (ones, zeros) = (Constant([.. Enumerable.Repeat(1f, outC)]), Constant(new float[outC]));
            var actual = StepRunner.Run(binary, [x.Packed, filters.Packed, ones, zeros], [TestTensor.Output<float>(shape)], workers: 2)[0];
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"seed {seed}");
        }
    }

    /// <summary>Sums of more signs than bytes and 16 bits count, which every variant has to widen in between; all of them different.</summary>
    [Theory]
    [InlineData(70_000, 33)]
    [InlineData(70_000, 20)]
    public void LongSumsAreCountedByEveryVariant(int channels, int outC)
    {
        var random = new Random(channels);
        var record = new BinaryConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, Channels = channels };
        var ones = SignTensor.Of(new Shape(1, 1, 6, channels), [.. Enumerable.Repeat(1f, 6 * channels)]);
        var filters = SignTensor.Of(new Shape(outC, 1, 1, channels), [.. Enumerable.Range(0, outC * channels).Select(i => random.Next(outC) < i / channels ? 1f : -1f)]);
        TestTensor[] numbers = [Constant([.. Enumerable.Repeat(1f, outC)]), Constant(new float[outC])];
        TestTensor[] operands = [ones, .. numbers.Prepend(filters).Select(t => t with { Info = t.Info with { Kind = TensorKind.Constant } })];
        TestTensor[] outputs = [TestTensor.Output<float>(new Shape(1, 1, 6, outC))];
        var expected = StepRunner.Run(record, operands, outputs)[0];
        var variants = StepRunner.VariantsFor(record, operands, outputs);
        Assert.Equal(KernelCatalog.For(OpCode.BinaryConv2D)!.Variants.Count(v => (v.Requires & ~Cpu.Detected) == 0), variants.Count);
        foreach (var variant in variants)
        {
            Assert.True(expected.AsSpan().SequenceEqual(StepRunner.Run(record, operands, outputs, variant)[0]), variant.Name);
        }
    }

    [Fact]
    public void TheLawRefusesWhatDoesNotFit()
    {
        var good = new BinaryConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, Channels = 40 };
        var (x, w) = (SignTensor.Of(new Shape(1, 3, 3, 40), new float[360]), SignTensor.Of(new Shape(5, 1, 1, 40), new float[200]));
        var thresholds = TestTensor.Of<int>(new Shape(5), new int[5]);
        var output = TestTensor.Output<uint>(new Shape(1, 3, 3, 1));
        StepRunner.Run(good, [x, w, thresholds], [output]);
        foreach (var record in new[] { good with { Channels = 0 }, good with { Channels = 65 }, good with { Padding = (SignPadding)3 }, good with { Activation = Activation.Relu } })
        {
            Assert.Throws<LawException>(() => StepRunner.Run(record, [x, w, thresholds], [output]));
        }

        Assert.Throws<LawException>(() => StepRunner.Run(good, [x, w], [output]));
        Assert.Throws<LawException>(() => StepRunner.Run(good, [x, w, thresholds, thresholds], [output]));
        Assert.Throws<LawException>(() => StepRunner.Run(good, [x, w, thresholds], [TestTensor.Output<uint>(new Shape(1, 3, 3, 2))]));
        Assert.Throws<LawException>(() => StepRunner.Run(good, [x, w, Reals(0), Reals(0)], [TestTensor.Output<float>(new Shape(1, 3, 3, 5))]));
    }

    private static TestTensor Reals(float value) => TestTensor.Of<float>(new Shape(1), [value]);

    private static TestTensor Constant(float[] values) => TestTensor.Of<float>(new Shape(values.Length), values);
}
