using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class BatchToSpaceNdTests
{
    [Fact]
    public void CropsWhatItGathers() => MovedElements.Check(
        new BatchToSpaceNd { BlockH = 2, BlockW = 3, CropTop = 1, CropBottom = 0, CropLeft = 0, CropRight = 2 },
        new Shape(12, 2, 2, 5),
        new Shape(2, 3, 4, 5),
        at =>
        {
            var (h, w) = (at[1] + 1, at[2]);
            return [((((h % 2) * 3) + (w % 3)) * 2) + at[0], h / 2, w / 3, at[3]];
        });

    [Fact]
    public void UndoesSpaceToBatch()
    {
        var x = TestTensor.Random<float>(new Random(11), new Shape(2, 3, 5, 2));
        var dealt = TestTensor.Output<float>(new Shape(8, 2, 3, 2));
        var deal = new SpaceToBatchNd { BlockH = 2, BlockW = 2, PadTop = 1, PadRight = 1 };
        var gather = new BatchToSpaceNd { BlockH = 2, BlockW = 2, CropTop = 1, CropRight = 1 };
        var middle = dealt with { Bytes = StepRunner.Run(deal, [x], [dealt], workers: 2)[0] };
        Assert.Equal(x.Bytes, StepRunner.Run(gather, [middle], [TestTensor.Output<float>(x.Info.Shape)], workers: 2)[0]);
    }

    [Fact]
    public void RefusesBatchesThatDoNotDivide()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new BatchToSpaceNd { BlockH = 2, BlockW = 2 }, [TestTensor.Output<sbyte>(new Shape(6, 1, 1, 1))], [TestTensor.Output<sbyte>(new Shape(1, 2, 2, 1))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesHugeBlocks()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new BatchToSpaceNd { BlockH = 1 << 24, BlockW = 1 << 24 }, [TestTensor.Output<sbyte>(new Shape(4, 1, 1, 1))], [TestTensor.Output<sbyte>(new Shape(1, 2, 2, 1))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
