using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ConcatenationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void JoinsAlongTheAxis(int axis)
    {
        int[] sizes = [3, 1, 4];
        var inputs = sizes.Select((size, i) =>
        {
            var shape = new Shape(2, 3, 5) { [axis] = size };
            return TestTensor.Of<int>(shape, [.. Enumerable.Range(1000 * i, shape.ElementCount)]);
        }).ToArray();
        var output = new Shape(2, 3, 5) { [axis] = sizes.Sum() };
        var expected = MovedElements.Coordinates(output).Select(at =>
        {
            var part = 0;
            for (; at[axis] >= sizes[part]; part++)
            {
                at[axis] -= sizes[part];
            }

            return (1000 * part) + MovedElements.IndexOf(inputs[part].Info.Shape, at);
        });
        var y = StepRunner.Run(new Concatenation { Axis = axis }, inputs, [TestTensor.Output<int>(output)], workers: 2);
        Assert.Equal(expected, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(y[0]).ToArray());
    }

    [Fact]
    public void RescalesUInt8OfOtherQuantization()
    {
        // real = 0.5 * (q - 10) for input 0 and 0.25 * (q - 100) for the output: q' = 2 * (q - 10) + 100; input 1 is the output's.
        var a = TestTensor.Of<byte>(new Shape(2, 2), [10, 11, 0, 255], 0.5f, 10);
        var b = TestTensor.Of<byte>(new Shape(2, 1), [7, 8], 0.25f, 100);
        var y = StepRunner.Run(new Concatenation { Axis = 1 }, [a, b], [TestTensor.Output<byte>(new Shape(2, 3), 0.25f, 100)]);
        Assert.Equal(new byte[] { 100, 102, 7, 80, 255, 8 }, y[0]);
    }

    [Fact]
    public void RoundsUInt8TiesAwayFromZero()
    {
        // q' = round((q - 3) / 2) + 10: -1.5 -> -2, -0.5 -> -1, 0.5 -> 1, 1.5 -> 2.
        var a = TestTensor.Of<byte>(new Shape(4), [0, 2, 4, 6], 0.5f, 3);
        var y = StepRunner.Run(new Concatenation { Axis = 0 }, [a], [TestTensor.Output<byte>(new Shape(4), 1f, 10)]);
        Assert.Equal(new byte[] { 8, 9, 11, 12 }, y[0]);
    }

    [Fact]
    public void CopiesInt8AsItIs()
    {
        var a = TestTensor.Of<sbyte>(new Shape(3), [-128, 0, 127], 0.5f, 10);
        var y = StepRunner.Run(new Concatenation { Axis = 0 }, [a], [TestTensor.Output<sbyte>(new Shape(3), 0.25f, -3)]);
        Assert.Equal(a.Bytes, y[0]);
    }

    [Fact]
    public void RefusesSumsThatDoNotMatch()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Concatenation { Axis = 0 }, [TestTensor.Output<sbyte>(new Shape(2, 3)), TestTensor.Output<sbyte>(new Shape(3, 3))], [TestTensor.Output<sbyte>(new Shape(6, 3))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesInputsThatDifferElsewhere()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Concatenation { Axis = 0 }, [TestTensor.Output<sbyte>(new Shape(2, 3)), TestTensor.Output<sbyte>(new Shape(2, 4))], [TestTensor.Output<sbyte>(new Shape(4, 3))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesAnAxisOutside()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Concatenation { Axis = 2 }, [TestTensor.Output<sbyte>(new Shape(2, 3))], [TestTensor.Output<sbyte>(new Shape(2, 3))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }

    [Fact]
    public void RefusesUInt8RescalingWithoutAScale()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Concatenation { Axis = 0 }, [TestTensor.Output<byte>(new Shape(2), 0.5f, 1)], [TestTensor.Output<byte>(new Shape(2), 0f, 0)]));
        Assert.Equal(FaultKind.Quantization, e.Kind);
    }
}
