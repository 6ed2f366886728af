using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using static EdgeTool.Compiler.Tests.SourceNodes;

namespace EdgeTool.Compiler.Tests;

public class RecurrentImporterTests
{
    private const int Tanh = 4;

    [Fact]
    public void SvdfReadsRankAndActivation()
    {
        var node = Import(27, [Tensor(1, 3), Tensor(4, 3), Tensor(4, 5), Bias(2), State(ElementType.Int8, 1, 20)], [Tensor(1, 2)], (0, 2), (1, 1));
        Assert.Equal((2, Activation.Relu), (node.Record<Svdf>().Rank, node.Record<Svdf>().Activation));
        Assert.Equal(TensorKind.Variable, node.InputInfos[4].Kind);
    }

    [Fact]
    public void LstmKeepsGatesInOrderAndDropsWhatIsNotGiven()
    {
        var inputs = Inputs();
        inputs[0] = Tensor(6, 1, 3);
        var node = Import(44, inputs, [Tensor(6, 1, 4)], (0, Tanh), (1, 2.5f), (3, true));
        var record = node.Record<UnidirectionalSequenceLstm>();
        Assert.Equal((2.5f, 1), (record.CellClip, record.TimeMajor));
        Value?[] expected = [.. inputs[..9], .. inputs[12..16], inputs[18], inputs[19]];
        Assert.Equal(expected, node.Inputs);
    }

    [Theory]
    [InlineData(9, "peepholes")]
    [InlineData(16, "projection")]
    [InlineData(20, "normalization")]
    public void WhatTheKernelLacksIsNamed(int input, string named)
    {
        var inputs = Inputs();
        inputs[input] = Tensor(4);
        var e = Assert.Throws<UnsupportedException>(() => Import(44, inputs, [Tensor(1, 6, 4)], (0, Tanh)));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherCellActivationIsRefused() =>
        Assert.Throws<UnsupportedException>(() => Import(44, Inputs(), [Tensor(1, 6, 4)], (0, 1)));

    private static Value?[] Inputs()
    {
        var inputs = new Value?[24];
        inputs[0] = Tensor(1, 6, 3);
        for (var gate = 0; gate < 4; gate++)
        {
            (inputs[1 + gate], inputs[5 + gate], inputs[12 + gate]) = (Tensor(4, 3), Tensor(4, 4), Bias(4));
        }

        (inputs[18], inputs[19]) = (State(ElementType.Int8, 1, 4), State(ElementType.Int16, 1, 4));
        return inputs;
    }

    private static Value Bias(int count) => Value.Of<int>("bias", new Shape(count), new int[count]);

    private static Value State(ElementType type, params int[] shape)
    {
        var value = Tensor(shape);
        (value.Type, value.IsVariable) = (type, true);
        return value;
    }
}
