using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class ReduceTests
{
    public static TheoryData<ReduceFunction> Functions => [.. Enum.GetValues<ReduceFunction>()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void RealsAgreeWithDoubleArithmetic(ReduceFunction function)
    {
        var shape = new Shape(3, 4, 2, 5);
        var x = TestTensor.Of<float>(shape, [.. TestTensor.Random<float>(new Random(5), shape).As<float>().Select(v => (v / 8) + 1)]);
        foreach (var mask in new[] { 0b0000, 0b0010, 0b1001, 0b0110, 0b1111 })
        {
            var output = new Shape([.. Enumerable.Range(0, 4).Select(a => (mask >> a & 1) == 1 ? 1 : shape[a])]);
            var found = Run<Reduce, float>(new Reduce { Function = function, AxisMask = mask, KeepDims = 1 }, TestTensor.Output<float>(output), x);
            var expected = Groups(x, mask).Select(g => Exact(function, g)).ToArray();
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) * 1e-6));
        }
    }

    [Fact]
    public void IntegersWrapAndEveryTypeIsOrdered()
    {
        Assert.Equal([int.MinValue], Of(ReduceFunction.Sum, int.MaxValue, 1));
        Assert.Equal([-6L], Of<long>(ReduceFunction.Prod, -2, 3));
        Assert.Equal([5L], Of<long>(ReduceFunction.L1, -2, 3));
        Assert.Equal([13], Of(ReduceFunction.SumSquare, -2, 3));
        Assert.Equal([(sbyte)3], Of<sbyte>(ReduceFunction.Max, -2, 3));
        Assert.Equal([(byte)2], Of<byte>(ReduceFunction.Min, 2, 200));
        Assert.Equal([true], Of(ReduceFunction.Max, false, true));
        Assert.Equal([false], Of(ReduceFunction.Min, false, true));
    }

    [Fact]
    public void LogSumExpDoesNotOverflow()
    {
        Assert.Equal(1000 + MathF.Log(2), Of(ReduceFunction.LogSumExp, 1000f, 1000f)[0], 1e-3);
        Assert.Equal(1000, Of(ReduceFunction.LogSumExp, -1000f, 1000f)[0], 1e-3);
        Assert.Equal(float.NegativeInfinity, Of(ReduceFunction.LogSumExp, float.NegativeInfinity, float.NegativeInfinity)[0] - 1);
    }

    [Fact]
    public void TheLawRefusesWhatIsNotThere()
    {
        var x = TestTensor.Of<float>(new Shape(2, 2), new float[4]);
        Assert.Throws<LawException>(() => StepRunner.Run(new Reduce { AxisMask = 4 }, [x], [TestTensor.Output<float>(new Shape(2, 2))]));
        Assert.Throws<LawException>(() => StepRunner.Run(new Reduce { Function = (ReduceFunction)9, AxisMask = 1 }, [x], [TestTensor.Output<float>(new Shape(2))]));
        Assert.Throws<LawException>(() => Of<int>(ReduceFunction.LogSum, 1, 2));
    }

    private static T[] Of<T>(ReduceFunction function, params T[] x) where T : unmanaged =>
        Run<Reduce, T>(new Reduce { Function = function, AxisMask = 1 }, TestTensor.Output<T>(new Shape()), TestTensor.Of<T>(new Shape(x.Length), x));

    private static IEnumerable<double[]> Groups(TestTensor x, int mask)
    {
        var elements = x.As<float>();
        return MovedElements.Coordinates(x.Info.Shape)
            .Select((at, i) => (Key: string.Join(',', at.Where((_, a) => (mask >> a & 1) == 0)), Value: (double)elements[i]))
            .GroupBy(e => e.Key).Select(g => g.Select(e => e.Value).ToArray());
    }

    private static double Exact(ReduceFunction function, double[] x) => function switch
    {
        ReduceFunction.Sum => x.Sum(),
        ReduceFunction.Max => x.Max(),
        ReduceFunction.Min => x.Min(),
        ReduceFunction.Prod => x.Aggregate(1.0, (a, b) => a * b),
        ReduceFunction.L1 => x.Sum(Math.Abs),
        ReduceFunction.L2 => Math.Sqrt(x.Sum(v => v * v)),
        ReduceFunction.LogSum => Math.Log(x.Sum()),
        ReduceFunction.LogSumExp => Math.Log(x.Sum(Math.Exp)),
        _ => x.Sum(v => v * v),
    };
}
