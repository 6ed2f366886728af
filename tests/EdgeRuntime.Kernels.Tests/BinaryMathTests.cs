using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class BinaryMathTests
{
    [Fact]
    public void RealArithmetic()
    {
        Assert.Equal([3.5f, -2f, float.PositiveInfinity], Of<float>(BinaryFunction.Div, [7, 4, 1], [2, -2, 0]));
        Assert.Equal([8f, 0.25f, 1f], Of<float>(BinaryFunction.Pow, [2, 4, 0], [3, -1, 0]));
        Assert.Equal([2f, 1f, -1f], Of<float>(BinaryFunction.Mod, [-4, 4, -4], [3, 3, -3]));
        Assert.Equal([-1f, 1f, -1f], Of<float>(BinaryFunction.FMod, [-4, 4, -4], [3, 3, -3]));
        Assert.Equal([5f, 5f, 6f], [Of<float>(BinaryFunction.Sum, [2], [3])[0], Of<float>(BinaryFunction.Difference, [8], [3])[0], Of<float>(BinaryFunction.Product, [2], [3])[0]]);
    }

    [Fact]
    public void IntegerArithmeticNeitherThrowsNorSaturates()
    {
        Assert.Equal([-2, 0, int.MinValue], Of(BinaryFunction.Div, [-7, 5, int.MinValue], [3, 0, -1]));
        Assert.Equal([2L, 0, 0], Of<long>(BinaryFunction.Mod, [-7, 5, long.MinValue], [3, 0, -1]));
        Assert.Equal([-1L, 0, 0], Of<long>(BinaryFunction.FMod, [-7, 5, long.MinValue], [3, 0, -1]));
        Assert.Equal([(sbyte)-1, (sbyte)1, (sbyte)-2], Of<sbyte>(BinaryFunction.Mod, [5, -5, -5], [-2, 2, -3]));
        Assert.Equal([729, 0, 1 << 30], Of(BinaryFunction.Pow, [3, 2, 2], [6, -1, 30]));
        Assert.Equal([-1, 1, 1], Of(BinaryFunction.Pow, [-1, -1, 0], [-3, -4, 0]));
        Assert.Equal([(byte)4], Of<byte>(BinaryFunction.Sum, [250], [10]));
        Assert.Equal([(byte)127], Of<byte>(BinaryFunction.Div, [255], [2]));
        Assert.Equal([(byte)0], Of<byte>(BinaryFunction.FMod, [255], [255]));
    }

    [Fact]
    public void TruthValuesMayBeAnyByte()
    {
        var (a, b) = (new TestTensor(TestTensor.Output<bool>(new Shape(4)).Info, [0, 1, 7, 2]), new TestTensor(TestTensor.Output<bool>(new Shape(4)).Info, [0, 0, 1, 4]));
        Assert.Equal([0, 0, 1, 1], Logic(BinaryFunction.And));
        Assert.Equal([0, 1, 1, 1], Logic(BinaryFunction.Or));
        Assert.Equal([0, 1, 0, 0], Logic(BinaryFunction.Xor));

        byte[] Logic(BinaryFunction function) => Run<BinaryMath, byte>(new BinaryMath { Function = function }, TestTensor.Output<bool>(new Shape(4)), a, b);
    }

    [Fact]
    public void ComparisonsBroadcastAndKnowNotANumber()
    {
        var (a, b) = (TestTensor.Of<float>(new Shape(2, 1), [1, float.NaN]), TestTensor.Of<float>(new Shape(3), [0, 1, 2]));
        Assert.Equal([0, 1, 0, 0, 0, 0], Ask(BinaryFunction.Equal));
        Assert.Equal([1, 0, 0, 0, 0, 0], Ask(BinaryFunction.Greater));
        Assert.Equal([1, 1, 0, 0, 0, 0], Ask(BinaryFunction.GreaterOrEqual));
        Assert.Equal([0, 0, 1, 0, 0, 0], Ask(BinaryFunction.Less));
        Assert.Equal([0, 1, 1, 0, 0, 0], Ask(BinaryFunction.LessOrEqual));

        byte[] Ask(BinaryFunction function) => Run<BinaryMath, byte>(new BinaryMath { Function = function }, TestTensor.Output<bool>(new Shape(2, 3)), a, b);
    }

    [Fact]
    public void BitsAndShifts()
    {
        Assert.Equal([(byte)0b1000], Of<byte>(BinaryFunction.BitwiseAnd, [0b1100], [0b1010]));
        Assert.Equal([(byte)0b1110], Of<byte>(BinaryFunction.BitwiseOr, [0b1100], [0b1010]));
        Assert.Equal([(byte)0b0110], Of<byte>(BinaryFunction.BitwiseXor, [0b1100], [0b1010]));
        Assert.Equal([(byte)64, (byte)0, (byte)0], Of<byte>(BinaryFunction.ShiftLeft, [16, 1, 1], [2, 8, 200]));
        Assert.Equal([-2, 0, 0], Of(BinaryFunction.ShiftRight, [-8, 8, 8], [2, 32, -1]));
    }

    [Fact]
    public void TheLawRefusesUnknownFunctionsAndTypes()
    {
        Assert.Throws<LawException>(() => Of<float>((BinaryFunction)99, [1], [1]));
        Assert.Throws<LawException>(() => Of<float>(BinaryFunction.ShiftLeft, [1], [1]));
        Assert.Throws<LawException>(() => Of(BinaryFunction.And, [1], [1]));
        Assert.Throws<LawException>(() => Of(BinaryFunction.Equal, [1], [1]));
    }

    private static T[] Of<T>(BinaryFunction function, T[] a, T[] b) where T : unmanaged
    {
        var shape = new Shape(a.Length);
        return Run<BinaryMath, T>(new BinaryMath { Function = function }, TestTensor.Output<T>(shape), TestTensor.Of<T>(shape, a), TestTensor.Of<T>(shape, b));
    }
}
