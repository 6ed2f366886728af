using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class LogSoftmaxTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1001)]
    public void EveryTypeIsCloseToTheExactFunction(int depth)
    {
        var random = new Random(depth);
        Check(TestTensor.Random<float>(random, new Shape(4, depth)), TestTensor.Output<float>(new Shape(4, depth)), 1e-5);
        Check(TestTensor.Random<sbyte>(random, new Shape(4, depth), 0.1f, 4), TestTensor.Output<sbyte>(new Shape(4, depth), 1f / 16, 127), 0.6);
        Check(TestTensor.Random<byte>(random, new Shape(4, depth), 0.031f, 4), TestTensor.Output<byte>(new Shape(4, depth), 1f / 16, 255), 0.6);

        void Check(TestTensor x, TestTensor output, double tolerance)
        {
            var bytes = StepRunner.Run(default(LogSoftmax), [x], [output])[0];
            Assert.Equal(bytes, StepRunner.Run(default(LogSoftmax), [x], [output], workers: 2)[0]);
            var expected = Real(x).Chunk(depth).SelectMany(row =>
            {
                var max = row.Max();
                var log = Math.Log(row.Sum(v => Math.Exp(v - max)));
                return row.Select(v => v - max - log);
            });
            Near(output with { Bytes = bytes }, [.. expected], tolerance);
        }
    }

    [Fact]
    public void TheReferencesPublishedVectorIsMetExactly()
    {
        // TensorFlow Lite's own test of this operator: 0, -6, 2, 4 and 3, -2, 10, 1 quantized over [-10, 10].
        var x = TestTensor.Of<sbyte>(new Shape(2, 4), [0, -77, 26, 51, 38, -26, 127, 13], 20f / 255);
        Assert.Equal(
            [61, -36, 93, 125, 15, -65, 127, -16],
            Run<LogSoftmax, sbyte>(default, TestTensor.Output<sbyte>(new Shape(2, 4), 1f / 16, 127), x));
    }

    [Fact]
    public void TheLawRefusesAnotherOutputRange()
    {
        var x = TestTensor.Of<sbyte>(new Shape(1, 2), [0, 1], 1);
        var e = Assert.Throws<LawException>(() => StepRunner.Run(default(LogSoftmax), [x], [TestTensor.Output<sbyte>(new Shape(1, 2), 1f / 16, 0)]));
        Assert.Equal(FaultKind.Quantization, e.Kind);
    }
}
