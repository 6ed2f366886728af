using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class LocalResponseNormalizationTests
{
    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(9, 3)]
    public void AgreesWithTheFormula(int size, int axis)
    {
        var shape = new Shape(2, 5, 3, 4);
        var x = TestTensor.Random<float>(new Random(size), shape);
        var elements = x.As<float>();
        var record = new LocalResponseNormalization { Axis = axis, Size = size, Alpha = 0.5f, Beta = 0.75f, Bias = 2 };
        var found = Run<LocalResponseNormalization, float>(record, TestTensor.Output<float>(shape), x);
        var index = 0;
        foreach (var at in MovedElements.Coordinates(shape))
        {
            var sum = 0.0;
            for (var c = at[axis] - ((size - 1) / 2); c <= at[axis] + (size / 2); c++)
            {
                var neighbour = (int[])at.Clone();
                neighbour[axis] = c;
                sum += c >= 0 && c < shape[axis] ? Math.Pow(elements[MovedElements.IndexOf(shape, neighbour)], 2) : 0;
            }

            Assert.Equal(elements[index] / Math.Pow(2 + (0.5 / size * sum), 0.75), found[index], 1e-5);
            index++;
        }
    }

    [Fact]
    public void TheLawRefusesWindowsOfNothing()
    {
        var x = TestTensor.Of<float>(new Shape(1), [1]);
        Assert.Throws<LawException>(() => Run<LocalResponseNormalization, float>(new() { Size = 0 }, TestTensor.Output<float>(new Shape(1)), x));
        Assert.Throws<LawException>(() => Run<LocalResponseNormalization, float>(new() { Size = 1, Axis = 1 }, TestTensor.Output<float>(new Shape(1)), x));
    }
}
