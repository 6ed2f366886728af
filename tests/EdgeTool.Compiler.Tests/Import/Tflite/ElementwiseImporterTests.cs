using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using static EdgeTool.Compiler.Tests.SourceNodes;

namespace EdgeTool.Compiler.Tests;

public class ElementwiseImporterTests
{
    [Theory]
    [InlineData(0, Activation.None)]
    [InlineData(1, Activation.Relu)]
    [InlineData(2, Activation.ReluN1To1)]
    [InlineData(3, Activation.Relu6)]
    public void ArithmeticKeepsItsFusedActivation(int function, Activation expected)
    {
        Assert.Equal(expected, Import(0, [Tensor(2), Tensor(2)], [Tensor(2)], (0, function)).Record<Add>().Activation);
        Assert.Equal(expected, Import(18, [Tensor(2), Tensor(2)], [Tensor(2)], (0, function)).Record<Mul>().Activation);
        Assert.Equal(expected, Import(41, [Tensor(2), Tensor(2)], [Tensor(2)], (0, function)).Record<Sub>().Activation);
    }

    [Fact]
    public void DivisionIsOfPlainNumbersOnly()
    {
        static Value Plain() => new() { Name = "x", Type = ElementType.Int32, Shape = new Shape(2) };
        Assert.Equal(BinaryFunction.Div, Import(42, [Plain(), Plain()], [Plain()]).Record<BinaryMath>().Function);
        Assert.Throws<UnsupportedException>(() => ImportAll(42, [Tensor(2), Tensor(2)], [Tensor(2)]));
        Assert.Throws<UnsupportedException>(() => ImportAll(42, [Plain(), Plain()], [Plain()], (0, 1)));
    }

    [Fact]
    public void FusedTanhIsNotSupported() =>
        Assert.Throws<UnsupportedException>(() => ImportAll(0, [Tensor(2), Tensor(2)], [Tensor(2)], (0, 4)));

    [Fact]
    public void RealOptionsAreRead()
    {
        Assert.Equal(0.25f, Import(98, [Tensor(2)], [Tensor(2)], (0, 0.25f)).Record<LeakyRelu>().Alpha);
        var output = Tensor(2);
        (output.Scales, output.ZeroPoint) = ([1f / 256], -128);
        Assert.Equal(2f, Import(25, [Tensor(2)], [output], (0, 2f)).Record<Softmax>().Beta);
    }

    [Theory]
    [InlineData(6, OpCode.Dequantize)]
    [InlineData(14, OpCode.Logistic)]
    [InlineData(21, OpCode.Relu6)]
    [InlineData(28, OpCode.Tanh)]
    [InlineData(50, OpCode.LogSoftmax)]
    [InlineData(53, OpCode.Cast)]
    [InlineData(54, OpCode.PRelu)]
    [InlineData(55, OpCode.Maximum)]
    [InlineData(57, OpCode.Minimum)]
    [InlineData(76, OpCode.Rsqrt)]
    [InlineData(99, OpCode.SquaredDifference)]
    [InlineData(114, OpCode.Quantize)]
    [InlineData(117, OpCode.HardSwish)]
    public void BuiltinNumbersFollowTheSchema(int builtinCode, OpCode expected) =>
        Assert.Equal(expected, Assert.Single(ImportAll(builtinCode, [Tensor(2), Tensor(2)], [Tensor(2)])).OpCode);

    [Fact]
    public void ChannelScalesBringTheirAxis()
    {
        var input = Tensor(2, 3);
        (input.Scales, input.ChannelAxis) = ([1, 2, 3], 1);
        var output = new Value { Name = "y", Type = ElementType.Float32, Shape = input.Shape };
        Assert.Equal(1, Import(6, [input], [output]).Record<Dequantize>().ChannelAxis);
    }

    [Fact]
    public void ReluN1To1BecomesMaximumAndMinimum()
    {
        // Scale 0.5 and zero point 0: -1 is -2, 1 is 2.
        var (input, output) = (Tensor(2), Tensor(2));
        var nodes = ImportAll(20, [input], [output]);
        nodes.ForEach(n => n.CheckLaw());
        Assert.Equal([OpCode.Maximum, OpCode.Minimum], nodes.Select(n => n.OpCode));
        Assert.Equal([-2], nodes[0].Inputs[1]!.ConstantAs<sbyte>().ToArray());
        Assert.Equal([2], nodes[1].Inputs[1]!.ConstantAs<sbyte>().ToArray());
        Assert.Same(nodes[0].Outputs[0], nodes[1].Inputs[0]);
        Assert.Same(output, nodes[1].Outputs[0]);
    }

    [Fact]
    public void DimensionsTheConverterDidNotKnowFollowFromTheInputs()
    {
        Assert.Equal(new Shape(1, 7, 3), Import(21, [Tensor(1, 7, 3)], [Tensor(1, 1, 3)]).Outputs[0].Shape);
        Assert.Equal(new Shape(5, 7, 3), Import(0, [Tensor(1, 7, 3), Tensor(5, 1, 3)], [Tensor(1, 1, 3)]).Outputs[0].Shape);
    }
}
