using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class BinaryFullyConnectedTests
{
    [Fact]
    public void EachOutputIsMadeOfTheRealSum()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (batch, depth, units) = (random.Next(1, 5), random.Next(1, 100), random.Next(1, 70));
            var (x, w) = (SignTensor.Random(random, new Shape(batch, depth)), SignTensor.Random(random, new Shape(units, depth)));
            var sums = new int[batch * units];
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] = (int)Enumerable.Range(0, depth).Sum(d => x.Values[(i / units * depth) + d] * w.Values[(i % units * depth) + d]);
            }

            var record = new BinaryFullyConnected { Depth = depth };
            var thresholds = Enumerable.Range(0, units).Select(_ => random.Next(-depth, depth + 1)).ToArray();
            var signs = StepRunner.Run(
                record, [x.Packed, w.Packed, TestTensor.Of<int>(new Shape(units), thresholds)], [TestTensor.Output<uint>(new Shape(batch, SignWords.Count(units)))])[0];
            Assert.Equal(sums.Select((s, i) => s >= thresholds[i % units] ? 1 : -1), SignTensor.Unpack(signs, units));

            // Quarters and halves, so that real numbers are exact and ties occur.
            var scales = Enumerable.Range(0, units).Select(_ => random.Next(-8, 9) / 4f).ToArray();
            var offsets = Enumerable.Range(0, units).Select(_ => random.Next(-40, 41) / 2f).ToArray();
            TestTensor[] operands = [x.Packed, w.Packed, TestTensor.Of<float>(new Shape(units), scales), TestTensor.Of<float>(new Shape(units), offsets)];
            var real = StepRunner.Run(record with { Activation = Activation.Relu6 }, operands, [TestTensor.Output<float>(new Shape(batch, units))])[0];
            Assert.Equal(
                sums.Select((s, i) => Math.Clamp((s * scales[i % units]) + offsets[i % units], 0, 6)), MemoryMarshal.Cast<byte, float>(real).ToArray());

            var bytes = StepRunner.Run(record, operands, [TestTensor.Output<sbyte>(new Shape(batch, units), 0.5f, 3)])[0];
            Assert.Equal(
                sums.Select((s, i) => (int)Math.Clamp(Math.Round((s * scales[i % units]) + offsets[i % units]), -128, 127)),
                bytes.Select(b => (int)(sbyte)b));
        }
    }

    [Fact]
    public void BitsBehindTheLastChannelAreZero()
    {
        var (x, w) = (SignTensor.Of(new Shape(1, 5), [1, 1, 1, 1, 1]), SignTensor.Of(new Shape(9, 5), new float[45]));
        TestTensor[] operands = [x, w, TestTensor.Of<int>(new Shape(9), [.. Enumerable.Repeat(int.MaxValue, 9)])];
        foreach (var variant in StepRunner.VariantsFor(new BinaryFullyConnected { Depth = 5 }, operands, [TestTensor.Output<uint>(new Shape(1, 1))]))
        {
            var signs = StepRunner.Run(new BinaryFullyConnected { Depth = 5 }, operands, [TestTensor.Output<uint>(new Shape(1, 1))], variant)[0];
            Assert.Equal(0x1FFu, BitConverter.ToUInt32(signs));
        }
    }

    [Fact]
    public void TheLawRefusesRowsThatDoNotMultiply()
    {
        var (x, w) = (SignTensor.Of(new Shape(1, 40), new float[40]), SignTensor.Of(new Shape(3, 40), new float[120]));
        var thresholds = TestTensor.Of<int>(new Shape(3), new int[3]);
        foreach (var (depth, output) in new[] { (0, new Shape(1, 1)), (65, new Shape(1, 1)), (40, new Shape(2, 1)), (40, new Shape(1, 2)) })
        {
            Assert.Throws<LawException>(() => StepRunner.Run(new BinaryFullyConnected { Depth = depth }, [x, w, thresholds], [TestTensor.Output<uint>(output)]));
        }
    }
}
