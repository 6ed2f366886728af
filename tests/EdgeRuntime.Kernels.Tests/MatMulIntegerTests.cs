using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class MatMulIntegerTests
{
    [Fact]
    public void AgreesWithTheFormulaOfEveryTypeAndBroadcast()
    {
        Check<sbyte, sbyte>();
        Check<sbyte, byte>();
        Check<byte, sbyte>();
        Check<byte, byte>();
    }

    [Fact]
    public void TheLawRefusesZeroPointsOfAnotherCount()
    {
        var (a, b) = (TestTensor.Of<byte>(new Shape(2, 1), [1, 2]), TestTensor.Of<byte>(new Shape(1, 2), [3, 4]));
        var three = TestTensor.Of<byte>(new Shape(3), [1, 2, 3]);
        Assert.Throws<LawException>(() => Run<MatMulInteger, int>(default, TestTensor.Output<int>(new Shape(2, 2)), a, b, three));
        Assert.Throws<LawException>(() => Run<MatMulInteger, int>(default, TestTensor.Output<int>(new Shape(2, 2)), a, b, TestTensor.Absent, three));
        Assert.Throws<LawException>(() => Run<MatMulInteger, int>(default, TestTensor.Output<int>(new Shape(2, 2)), a, a));
    }

    private static void Check<TA, TB>() where TA : unmanaged where TB : unmanaged
    {
        var random = new Random(2);
        Shape shapeA = new(2, 1, 3, 7), shapeB = new(4, 7, 5), output = new(2, 4, 3, 5);
        var (a, b) = (TestTensor.Random<TA>(random, shapeA), TestTensor.Random<TB>(random, shapeB));
        var (zeroA, zeroB) = (TestTensor.Random<TA>(random, new Shape(3)), TestTensor.Random<TB>(random, new Shape(1)));
        var found = Run<MatMulInteger, int>(default, TestTensor.Output<int>(output), a, b, zeroA, zeroB);
        double[] x = Real(a), y = Real(b), zeroX = Real(zeroA), zeroY = Real(zeroB);
        var expected = MovedElements.Coordinates(output).Select(at => Enumerable.Range(0, 7).Sum(k =>
            (x[MovedElements.IndexOf(shapeA, [at[0], 0, at[2], k])] - zeroX[at[2]]) * (y[MovedElements.IndexOf(shapeB, [at[1], k, at[3]])] - zeroY[0])));
        Assert.Equal(expected.Select(v => (int)v), found);
    }
}
