using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class WhereTests
{
    [Fact]
    public void EveryWidthIsMoved()
    {
        Check<byte>(1, 2);
        Check<short>(-1, 2);
        Check<float>(1.5f, -2.5f);
        Check<long>(long.MaxValue, long.MinValue);

        static void Check<T>(T a, T b) where T : unmanaged
        {
            var condition = new TestTensor(TestTensor.Output<bool>(new Shape(3)).Info, [1, 0, 9]);
            var found = Run<Where, T>(default, TestTensor.Output<T>(new Shape(3)), condition, TestTensor.Of<T>(new Shape(1), [a]), TestTensor.Of<T>(new Shape(3), [b, b, b]));
            Assert.Equal([a, b, a], found);
        }
    }

    [Fact]
    public void ThreeShapesBroadcast()
    {
        var random = new Random(3);
        Shape c = new(5, 1, 7, 1), a = new(3, 1, 6), b = new(5, 3, 7, 1), output = new(5, 3, 7, 6);
        var condition = new TestTensor(TestTensor.Output<bool>(c).Info, [.. Enumerable.Range(0, c.ElementCount).Select(_ => (byte)random.Next(2))]);
        var (left, right) = (TestTensor.Random<int>(random, a), TestTensor.Random<int>(random, b));
        var (leftElements, rightElements) = (left.As<int>(), right.As<int>());
        var expected = MovedElements.Coordinates(output)
            .Select(at => condition.Bytes[Index(c, at)] != 0 ? leftElements[Index(a, at)] : rightElements[Index(b, at)]).ToArray();
        Assert.Equal(expected, Run<Where, int>(default, TestTensor.Output<int>(output), condition, left, right));

        static int Index(Shape shape, int[] at) =>
            MovedElements.IndexOf(shape, [.. at.Skip(at.Length - shape.Rank).Select((i, axis) => shape[axis] == 1 ? 0 : i)]);
    }

    [Fact]
    public void TheLawRefusesConditionsThatAreNoTruthValues()
    {
        var x = TestTensor.Of<int>(new Shape(1), [1]);
        Assert.Throws<LawException>(() => Run<Where, int>(default, TestTensor.Output<int>(new Shape(1)), x, x, x));
    }
}
