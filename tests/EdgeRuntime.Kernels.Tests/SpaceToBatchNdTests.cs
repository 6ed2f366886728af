using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class SpaceToBatchNdTests
{
    [Fact]
    public void DealsBlocksToTheBatch()
    {
        // A 2 x 2 image of one channel with 2 x 2 blocks becomes four images of one pixel.
        var x = TestTensor.Of<sbyte>(new Shape(1, 2, 2, 1), [1, 2, 3, 4]);
        var y = StepRunner.Run(new SpaceToBatchNd { BlockH = 2, BlockW = 2 }, [x], [TestTensor.Output<sbyte>(new Shape(4, 1, 1, 1))]);
        Assert.Equal(new byte[] { 1, 2, 3, 4 }, y[0]);
    }

    [Fact]
    public void PadsWithTheOutputsZeroPoint() => MovedElements.Check(
        new SpaceToBatchNd { BlockH = 2, BlockW = 3, PadTop = 1, PadBottom = 0, PadLeft = 0, PadRight = 2 },
        new Shape(2, 3, 4, 5),
        new Shape(12, 2, 2, 5),
        at =>
        {
            var (block, n) = (at[0] / 2, at[0] % 2);
            var (h, w) = ((at[1] * 2) + (block / 3) - 1, (at[2] * 3) + (block % 3));
            return h is >= 0 and < 3 && w is >= 0 and < 4 ? [n, h, w, at[3]] : null;
        },
        outside: 33);

    [Fact]
    public void TakesRankThree() => MovedElements.Check(
        new SpaceToBatchNd { BlockH = 2, BlockW = 1, PadBottom = 1 },
        new Shape(1, 3, 2),
        new Shape(2, 2, 2),
        at => (at[1] * 2) + at[0] < 3 ? [0, (at[1] * 2) + at[0], at[2]] : null,
        outside: -4);

    [Fact]
    public void RefusesBlocksThatDoNotDivide()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new SpaceToBatchNd { BlockH = 2, BlockW = 2 }, [TestTensor.Output<sbyte>(new Shape(1, 3, 4, 1))], [TestTensor.Output<sbyte>(new Shape(4, 1, 2, 1))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesNoBlocks()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new SpaceToBatchNd { BlockH = 0, BlockW = 2 }, [TestTensor.Output<sbyte>(new Shape(1, 2, 2, 1))], [TestTensor.Output<sbyte>(new Shape(2, 1, 1, 1))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
