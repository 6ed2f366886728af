using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class BinarizeTests
{
    [Fact]
    public void RealsAtTheThresholdArePlusOneAndNaNIsMinusOne()
    {
        float[] values = [0, -0f, -1e-30f, float.NaN, float.PositiveInfinity, 2, float.NegativeInfinity, 3];
        var y = StepRunner.Run(
            default(Binarize), [TestTensor.Of<float>(new Shape(2, 4), values), TestTensor.Of<float>(new Shape(4), [0, 2, -1, 0])],
            [TestTensor.Output<uint>(new Shape(2, 1))])[0];
        Assert.Equal([1, -1, 1, -1, 1, 1, -1, 1], SignTensor.Unpack(y, 4));
    }

    [Fact]
    public void Int8RowsOfManyWords()
    {
        var random = new Random(7);
        var x = TestTensor.Random<sbyte>(random, new Shape(3, 5, 70), 0.1f, 4);
        var thresholds = Enumerable.Range(0, 70).Select(_ => random.Next(-140, 140)).ToArray();
        var y = StepRunner.Run(default(Binarize), [x, TestTensor.Of<int>(new Shape(70), thresholds)], [TestTensor.Output<uint>(new Shape(3, 5, 3))], workers: 2)[0];
        Assert.Equal(x.As<sbyte>().Select((v, i) => v >= thresholds[i % 70] ? 1 : -1), SignTensor.Unpack(y, 70));
    }

    [Fact]
    public void TheLawRefusesOtherShapes()
    {
        var x = TestTensor.Of<float>(new Shape(2, 40), new float[80]);
        var thresholds = TestTensor.Of<float>(new Shape(40), new float[40]);
        Assert.Throws<LawException>(() => StepRunner.Run(default(Binarize), [x, thresholds], [TestTensor.Output<uint>(new Shape(2, 1))]));
        Assert.Throws<LawException>(() => StepRunner.Run(default(Binarize), [x, TestTensor.Of<float>(new Shape(4), new float[4])], [TestTensor.Output<uint>(new Shape(2, 2))]));
    }
}
