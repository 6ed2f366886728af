using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Tensors without elements: constants of the import, answers of one run, and nothing that a packed model holds.</summary>
public class EmptyTensorTests
{
    private const int Int64 = 7;

    public static TheoryData<string, float> Reductions => new()
    {
        { "ReduceSum", 0 },
        { "ReduceProd", 1 },
        { "ReduceMax", float.NegativeInfinity },
        { "ReduceMin", float.PositiveInfinity },
        { "ReduceMean", float.NaN },
        { "ReduceL1", 0 },
        { "ReduceL2", 0 },
        { "ReduceSumSquare", 0 },
        { "ReduceLogSum", float.NegativeInfinity },
    };

    /// <summary>"Reduction over an empty set of values yields ..." (ONNX operator specification, of each reduction).</summary>
    [Theory]
    [MemberData(nameof(Reductions))]
    public void ReducingNothingGivesWhatTheSpecificationSays(string type, float expected)
    {
        var graph = Import(new OnnxBuilder { Opset = 18 }.Input("x", 2, 0, 3).Longs("axes", [1], 1).Node(type, ["x", "axes"], ["y"]), 2, 1, 3);
        Assert.Equal(Enumerable.Repeat(expected, 6), ConstantOf(graph));
    }

    [Fact]
    public void ReducingNothingOfIntegersGivesTheirLimits()
    {
        var graph = OnnxRunImport.Import(OnnxReader.Read(new OnnxBuilder { Opset = 18 }.InputOf(Int64, "x", 0).OutputOf(Int64, "y", 1)
            .Node("ReduceMax", ["x"], ["y"]).ToBytes()), new Dictionary<string, byte[]>());
        Assert.Equal([long.MinValue], MemoryMarshal.Cast<byte, long>(graph.Nodes[0].Inputs[0]!.Constant).ToArray());
    }

    [Fact]
    public void WhatSurroundsNothingIsLeft()
    {
        Assert.Equal([0, 0, 0, 0, 0, 0], ConstantOf(Import(Of(2, 0).Floats("w", [0, 3]).Node("MatMul", ["x", "w"], ["y"]), 2, 3)));
        Assert.Equal([7, 7, 7, 7], ConstantOf(Import(Of(2, 0).Longs("pads", [4], 0, 1, 0, 1).Floats("v", [], 7).Node("Pad", ["x", "pads", "v"], ["y"]), 2, 2)));
        Assert.Equal([1, 2], ConstantOf(Import(Of(1, 0).Floats("w", [1, 2], 1, 2).Node("Concat", ["x", "w"], ["y"], IntAttribute("axis", 1)), 1, 2)));
        Assert.Equal([1, 2], ConstantOf(Import(Of(0, 1).Floats("w", [2, 1], 1, 2).Longs("i", [0, 1]).Node("ScatterND", ["w", "i", "x"], ["y"]), 2, 1)));
    }

    [Theory]
    [InlineData("Slice", new[] { 2, 0 })]
    [InlineData("Expand", new[] { 0, 2, 3 })]
    [InlineData("Resize", new[] { 2, 0 })]
    [InlineData("Gather", new[] { 2, 0 })]
    [InlineData("Add", new[] { 2, 0 })]
    [InlineData("TopK", new[] { 2, 0 })]
    [InlineData("Tile", new[] { 0, 3 })]
    [InlineData("Compress", new[] { 2, 0 })]
    [InlineData("ConstantOfShape", new[] { 2, 0 })]
    [InlineData("Concat", new[] { 2, 0 })]
    [InlineData("MatMul", new[] { 2, 0 })]
    [InlineData("Where", new[] { 2, 0 })]
    [InlineData("Less", new[] { 2, 0 })]
    [InlineData("Softmax", new[] { 2, 0 })]
    public void AnswersOfNoElementsHaveTheirShape(string type, int[] shape)
    {
        var builder = new OnnxBuilder { Opset = 17 }.Input("x", 2, 3).Longs("one", [1], 1).Longs("none", [0]).Floats("w", [3, 0]).Floats("column", [2, 0]);
        var made = type switch
        {
            "Slice" => builder.Node(type, ["x", "one", "one", "one"], ["y"]),
            "Expand" => builder.Longs("s", [3], 0, 2, 3).Node(type, ["x", "s"], ["y"]),
            "Resize" => builder.Longs("s", [2], 2, 0).Node(type, ["x", "", "", "s"], ["y"]),
            "Gather" => builder.Node(type, ["x", "none"], ["y"], IntAttribute("axis", 1)),
            "TopK" => builder.Longs("k", [1], 0).Node(type, ["x", "k"], ["y", "i"]),
            "Tile" => builder.Longs("r", [2], 0, 1).Node(type, ["x", "r"], ["y"]),
            "Compress" => builder.Raw("c", 9, [2], [0, 0]).Node(type, ["x", "c"], ["y"], IntAttribute("axis", 1)),
            "ConstantOfShape" => builder.Longs("s", [2], 2, 0).Node(type, ["s"], ["y"]),
            "Concat" => builder.Node(type, ["column", "column"], ["y"], IntAttribute("axis", 1)),
            "MatMul" => builder.Node(type, ["x", "w"], ["y"]),
            "Where" => builder.Raw("c", 9, [2, 1], [0, 1]).Node(type, ["c", "column", "column"], ["y"]),
            "Softmax" => builder.Node(type, ["column"], ["y"]),
            _ => builder.Floats("b", [2, 1], 1, 2).Node(type, ["column", "b"], ["y"]),
        };

        var graph = Import(made, [.. shape.Cast<object>()]);
        Assert.Empty(graph.Outputs);
        Assert.Equal(new Shape(shape), Assert.Single(graph.EmptyOutputs).Value.Shape);
        Assert.Contains("no elements", Assert.Throws<UnsupportedModelException>(() => OnnxImporter.Import(made.ToBytes())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNeedsElementsIsRefused()
    {
        Refused(Of(2, 0).Node("ArgMax", ["x"], ["y"], IntAttribute("axis", 1)));
        Refused(Of(2, 0).Longs("s", [2], 2, 3).Node("Expand", ["x", "s"], ["y"]));
        Refused(Of(2, 0).Longs("s", [2], 2, 3).Node("Reshape", ["x", "s"], ["y"]));
        Refused(Of(2, 0).Longs("s", [2], 2, 3).Node("Resize", ["x", "", "", "s"], ["y"]));
        Refused(Of(2, 0).Longs("pads", [4], 0, 1, 0, 1).Node("Pad", ["x", "pads"], ["y"], TextAttribute("mode", "edge")));
        Refused(Of(1, 3, 0, 0).Node("GlobalMaxPool", ["x"], ["y"]));
    }

    private static OnnxBuilder Of(params object[] dimensions) => new OnnxBuilder { Opset = 17 }.Input("x", dimensions);

    private static void Refused(OnnxBuilder builder) => Assert.Throws<UnsupportedModelException>(() => Import(builder, 2, 3));

    private static Graph Import(OnnxBuilder builder, params object[] output)
    {
        var model = OnnxReader.Read(builder.Output("y", output).ToBytes());
        return OnnxRunImport.Import(model, new Dictionary<string, byte[]>());
    }

    /// <summary>What the only output of a graph without computing copies.</summary>
    private static float[] ConstantOf(Graph graph) => MemoryMarshal.Cast<byte, float>(Assert.Single(graph.Nodes).Inputs[0]!.Constant).ToArray();
}
