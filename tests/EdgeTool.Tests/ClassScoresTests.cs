using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests;

public class ClassScoresTests
{
    [Fact]
    public void RankCountsHigherScoresAndEqualOnesBefore()
    {
        var scores = new ClassScores(new OperandInfo(ElementType.Int8, new Shape(1, 4), TensorKind.Arena, 0.5f, 3));
        scores.Read([5, 0x80, 7, 7]);
        Assert.Equal(2, scores.Best);
        Assert.Equal([2, 3, 0, 1], Enumerable.Range(0, 4).Select(scores.RankOf));
    }

    [Theory]
    [InlineData(0x7F, 1)]
    [InlineData(0x00, 1)]
    [InlineData(0xFF, 0)]
    public void ASingleElementIsNoOrYesFromOneHalf(byte stored, int expected)
    {
        var scores = new ClassScores(new OperandInfo(ElementType.Int8, new Shape(1, 1), TensorKind.Arena, 1 / 256f, -128));
        scores.Read([stored]);
        Assert.Equal(2, scores.ClassCount);
        Assert.Equal(expected, scores.Best);
        Assert.Equal(0, scores.RankOf(expected));
        Assert.Equal(1, scores.RankOf(1 - expected));
    }

    [Fact]
    public void NamesOfTheDataFindTheModelsClasses()
    {
        var naming = new ClassNaming(["yes", "no", "up"], ["No", "Up"], 3);
        Assert.Equal(1, naming.ClassOf(new Sample("a", 0, [])));
        Assert.Equal(2, naming.ClassOf(new Sample("b", 1, [])));
        Assert.Throws<DatasetException>(() => new ClassNaming(["yes", "no"], ["down"], 2));
        Assert.Throws<DatasetException>(() => new ClassNaming([], [], 2).ClassOf(new Sample("c", 2, [])));
    }
}
