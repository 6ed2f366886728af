using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using static EdgeTool.Compiler.Tests.SourceNodes;

namespace EdgeTool.Compiler.Tests;

public class MovementImporterTests
{
    [Fact]
    public void ShapeOperandsAreNotOperandsOfTheNode()
    {
        Assert.Single(Import(22, [Tensor(2, 6), List(3, 4)], [Tensor(3, 4)]).Inputs);
        Assert.Single(Import(43, [Tensor(1, 6)], [Tensor(6)]).Inputs);
        Assert.Single(Import(39, [Tensor(2, 6), List(1, 0)], [Tensor(6, 2)]).Inputs);
        Assert.Single(Import(65, [Tensor(2, 6), List(1, 0), List(1, -1)], [Tensor(1, 6)]).Inputs);
    }

    [Fact]
    public void NegativeAxesCountFromTheLast()
    {
        Assert.Equal(2, Import(70, [Tensor(2, 6), List(-1)], [Tensor(2, 6, 1)]).Record<ExpandDims>().Axis);
        Assert.Equal(1, Import(2, [Tensor(2, 6), Tensor(2, 1)], [Tensor(2, 7)], (0, -1)).Record<Concatenation>().Axis);
        Assert.Equal(2, Import(83, [Tensor(2, 6), Tensor(2, 6)], [Tensor(2, 6, 2)], (1, -1)).Record<Pack>().Axis);
        Assert.Equal(1, Import(88, [Tensor(3, 2)], [Tensor(3), Tensor(3)], (0, 2), (1, -1)).Record<Unpack>().Axis);
        Assert.Equal(1, Import(36, [Tensor(3, 2), List(1)], [Tensor(3, 1)], (0, -1)).Record<Gather>().Axis);
        Assert.Equal(1, Import(39, [Tensor(2, 6), List(-1, 0)], [Tensor(6, 2)]).Record<Transpose>().Permutation[0]);
    }

    [Fact]
    public void SplitTakesItsTensorSecondAndSplitVFirst()
    {
        Assert.Equal(1, Import(49, [List(-1), Tensor(2, 6)], [Tensor(2, 3), Tensor(2, 3)]).Record<Split>().Axis);
        Assert.Equal(1, Import(102, [Tensor(2, 6), List(1, 5), List(1)], [Tensor(2, 1), Tensor(2, 5)]).Record<Split>().Axis);
    }

    [Fact]
    public void PaddingsComeInPairsPerAxis()
    {
        var record = Import(34, [Tensor(2, 6), List(1, 2, 3, 4)], [Tensor(5, 13)]).Record<Pad>();
        Assert.Equal([1, 3], Of(record.Before, 2));
        Assert.Equal([2, 4], Of(record.After, 2));
        var value = new Value { Name = "v", Type = ElementType.Int8, Shape = new Shape(), Scales = [0.5f], Constant = [7] };
        Assert.Equal(2, Import(60, [Tensor(2, 6), List(1, 2, 3, 4), value], [Tensor(5, 13)]).Inputs.Count);
    }

    [Fact]
    public void BlocksComeWithMarginsOfTheSpatialAxes()
    {
        var deal = Import(38, [Tensor(1, 3, 4, 2), List(2, 3), List(0, 1, 2, 0)], [Tensor(6, 2, 2, 2)]).Record<SpaceToBatchNd>();
        Assert.Equal((2, 3, 0, 1, 2, 0), (deal.BlockH, deal.BlockW, deal.PadTop, deal.PadBottom, deal.PadLeft, deal.PadRight));
        var gather = Import(37, [Tensor(2, 2, 5), List(2), List(1, 0)], [Tensor(1, 3, 5)]).Record<BatchToSpaceNd>();
        Assert.Equal((2, 1, 1, 0), (gather.BlockH, gather.BlockW, gather.CropTop, gather.CropBottom));
    }

    [Fact]
    public void FindsDimensionsThatTheConverterDidNotKnow()
    {
        Assert.Equal(new Shape(1, 4, 3), Import(22, [Tensor(1, 2, 6), List(1, -1, 3)], [Tensor(1, 1, 3)]).Outputs[0].Shape);
        Assert.Equal(new Shape(1, 5, 3), Import(2, [Tensor(1, 2, 3), Tensor(1, 3, 3)], [Tensor(1, 1, 3)], (0, 1)).Outputs[0].Shape);
        Assert.Throws<ImportException>(() => Import(22, [Tensor(1, 2, 6), List(1, -1, 5)], [Tensor(1, 1, 5)]));
        Assert.Throws<ImportException>(() => Import(22, [Tensor(1, 2, 6), List(-1, -1, 3)], [Tensor(1, 1, 3)]));
    }

    [Fact]
    public void AShapeIsAConstant()
    {
        var output = new Value { Name = "shape", Type = ElementType.Int32, Shape = new Shape(2) };
        Assert.Empty(ImportAll(77, [Tensor(3, 7)], [output]));
        Assert.Equal([3, 7], output.ConstantAs<int>().ToArray());
    }

    [Fact]
    public void RefusesWhatCannotBe()
    {
        Assert.Throws<UnsupportedException>(() => Import(2, [Tensor(2), Tensor(2)], [Tensor(4)], (1, 1)));
        Assert.Throws<UnsupportedException>(() => Import(2, [Tensor(2), Tensor(2)], [Tensor(4)], (0, 3)));
        Assert.Throws<UnsupportedException>(() => Import(34, [Tensor(2, 6), List(1, 2)], [Tensor(5, 6)]));
        Assert.Throws<UnsupportedException>(() => Import(38, [Tensor(4, 2), List(2), List(0, 0)], [Tensor(8, 1)]));
    }
}
