using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Tests;

public class TensorClosenessTests
{
    [Fact]
    public void IntegersOfAnIntegerSourceAreTheSameBytes()
    {
        Assert.Equal(-1, ITensorCloseness.Same.FirstDifference(Info(ElementType.Int8), [1, 2], [1, 2]));
        Assert.Equal(1, ITensorCloseness.Same.FirstDifference(Info(ElementType.Int8), [1, 2], [1, 3]));
    }

    [Fact]
    public void AFloatModelMayRoundItsSumsInAnotherOrder()
    {
        var near = Near(ElementType.Float32);
        Assert.Equal(-1, near.FirstDifference(Info(ElementType.Float32), Floats(100, 0.001f), Floats(100, 0.002f)));
        Assert.Equal(0, near.FirstDifference(Info(ElementType.Float32), Floats(100, 0.001f), Floats(101, 0.001f)));
    }

    [Fact]
    public void IntegersOfAQuantizedOnnxModelMayBeAStepAside()
    {
        var near = Near(ElementType.Int8);
        Assert.Equal(-1, near.FirstDifference(Info(ElementType.Int8), [1, 2, 3], [2, 1, 4]));
        Assert.Equal(0, near.FirstDifference(Info(ElementType.Int8), [1, 2, 3], [4, 5, 6]));
        Assert.Equal(0, near.FirstDifference(Info(ElementType.Int64), new byte[8], [1, 0, 0, 0, 0, 0, 0, 0]));
    }

    private static ITensorCloseness Near(ElementType type)
    {
        var info = Info(type);
        var (x, y) = (ValueOf("x", info), ValueOf("y", info));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        graph.Nodes.Add(Node.Of("relu", default(Relu), [x], [y]));
        using var model = OpenedModel.FromBytes(ModelCompiler.Compile(graph).Bytes);
        return ITensorCloseness.NearTo(model);
    }

    private static Value ValueOf(string name, OperandInfo info) =>
        new() { Name = name, Type = info.Type, Shape = info.Shape, Scales = info.Scale > 0 ? [info.Scale] : [] };

    private static OperandInfo Info(ElementType type) =>
        new(type, new Shape(3), TensorKind.Arena, type == ElementType.Int8 ? 0.5f : 0);

    private static byte[] Floats(params float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
