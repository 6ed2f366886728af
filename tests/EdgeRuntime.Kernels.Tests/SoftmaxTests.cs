using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class SoftmaxTests
{
    private static double[] Exact(double[] x, int depth, double beta) =>
    [
        .. x.Chunk(depth).SelectMany(row =>
        {
            var exponentials = Array.ConvertAll(row, v => Math.Exp((v - row.Max()) * beta));
            return exponentials.Select(e => e / exponentials.Sum());
        }),
    ];

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0.3f, 10)]
    [InlineData(2, 1001)]
    public void EveryTypeIsCloseToTheExactFunction(float beta, int depth)
    {
        var random = new Random(depth);
        Check(TestTensor.Random<float>(random, new Shape(5, depth)), TestTensor.Output<float>(new Shape(5, depth)), 1e-6);
        Check(TestTensor.Random<sbyte>(random, new Shape(5, depth), 0.11f, 4), TestTensor.Output<sbyte>(new Shape(5, depth), 1f / 256, -128), 0.6);
        Check(TestTensor.Random<byte>(random, new Shape(5, depth), 0.11f, 4), TestTensor.Output<byte>(new Shape(5, depth), 1f / 256, 0), 0.6);
        Check(TestTensor.Random<sbyte>(random, new Shape(5, depth), 0.05f, 0), TestTensor.Output<short>(new Shape(5, depth), 1f / 65536, -32768), 10);
        Check(TestTensor.Random<short>(random, new Shape(5, depth), 0.0002f), TestTensor.Output<short>(new Shape(5, depth), 1f / 32768), 20);

        void Check(TestTensor x, TestTensor output, double tolerance)
        {
            var record = new Softmax { Beta = beta };
            var bytes = StepRunner.Run(record, [x], [output])[0];
            Assert.Equal(bytes, StepRunner.Run(record, [x], [output], workers: 2)[0]);
            Near(output with { Bytes = bytes }, Exact(Real(x), depth, beta), tolerance);
        }
    }

    [Fact]
    public void EqualInputsShareEquallyAndASingleOneSaturates()
    {
        var record = new Softmax { Beta = 1 };
        var x = TestTensor.Of<sbyte>(new Shape(1, 4), [3, 3, 3, 3], 0.1f);
        Assert.Equal([-64, -64, -64, -64], Run<Softmax, sbyte>(record, TestTensor.Output<sbyte>(new Shape(1, 4), 1f / 256, -128), x));
        x = TestTensor.Of<sbyte>(new Shape(1, 2), [127, -128], 0.1f);
        Assert.Equal([127, -128], Run<Softmax, sbyte>(record, TestTensor.Output<sbyte>(new Shape(1, 2), 1f / 256, -128), x));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    public void TheLawRefusesABetaThatIsNotPositive(float beta)
    {
        var x = TestTensor.Of<float>(new Shape(1), [0]);
        var e = Assert.Throws<LawException>(() => StepRunner.Run(new Softmax { Beta = beta }, [x], [TestTensor.Output<float>(new Shape(1))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
