using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Boxes 0 and 1 overlap by 0.9 / 1.1, box 2 lies apart, box 3 is box 0 with its corners swapped.</summary>
public class NonMaxSuppressionTests
{
    private static readonly float[] Boxes = [0, 0, 1, 1, 0, 0.1f, 1, 1.1f, 0, 10, 1, 11, 1, 1, 0, 0];

    [Fact]
    public void TheBestOfOverlappingBoxesIsTaken() =>
        Assert.Equal([0, 0, 2, 0, 0, 0], Selected(Boxes, [0.8f, 0.7f, 0.9f, 0.6f], most: 3, overlap: 0.5f));

    [Fact]
    public void AHighThresholdKeepsWhatOverlapsLess() =>
        Assert.Equal([0, 0, 2, 0, 0, 0, 0, 0, 1], Selected(Boxes, [0.8f, 0.7f, 0.9f, 0.6f], most: 4, overlap: 0.85f));

    [Fact]
    public void NoMoreThanAskedForAndNoneBelowTheScore()
    {
        Assert.Equal([0, 0, 2], Selected(Boxes, [0.8f, 0.7f, 0.9f, 0.6f], most: 1, overlap: 0.5f));
        Assert.Equal([0, 0, 2], Selected(Boxes, [0.3f, 0.2f, 0.9f, 0.1f], most: 4, overlap: 0.5f, least: 0.4f));
    }

    [Fact]
    public void CentresAndSizesMeanTheSameBoxes()
    {
        float[] centred = [0.5f, 0.5f, 1, 1, 0.6f, 0.5f, 1, 1, 10.5f, 0.5f, 1, 1, 0.5f, 0.5f, 1, 1];
        Assert.Equal([0, 0, 2, 0, 0, 0], Selected(centred, [0.8f, 0.7f, 0.9f, 0.6f], most: 3, overlap: 0.5f, isCentred: true));
    }

    [Fact]
    public void BoxesComputedOnTheBoardLeaveRowsBehindTheirCount()
    {
        var model = Model(0.5f, 3, 0, false).Input("boxes", 1, 4, 4).Floats("scores", [1, 1, 4], 0.8f, 0.7f, 0.9f, 0.6f);
        var graph = OnnxImporter.Import(model.ToBytes());
        Assert.Equal(["y", "y/count"], graph.Outputs.Select(o => o.Name));
        var (selected, count) = Run(graph, Boxes);
        Assert.Equal(2, count);
        Assert.Equal([0, 0, 2, 0, 0, 0, -1, -1, -1], selected);
    }

    [Theory]
    [InlineData("Cast", null)]
    [InlineData("ReduceSum", "ReduceSum 's' would take for boxes")]
    public void WhatWouldCountThePaddingIsRefused(string reader, string? refusal)
    {
        var attribute = reader == "Cast" ? OnnxBuilder.IntAttribute("to", 6) : OnnxBuilder.IntAttribute("keepdims", 1);
        var model = Model(0.5f, 3, 0, false).Input("boxes", 1, 4, 4).Floats("scores", [1, 1, 4], 1, 2, 3, 4).Node(reader, ["y"], ["s"], attribute);
        var found = Record.Exception(() => OnnxImporter.Import(model.ToBytes()));
        Assert.Equal(refusal is null, found is null);
        Assert.Contains(refusal ?? "", (found as UnsupportedModelException)?.Nodes[0].Reason ?? "", StringComparison.Ordinal);
    }

    /// <summary>ONNX Runtime's rows come first.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RandomBoxesAgreeWithOnnxRuntime(bool isCentred)
    {
        const int Count = 40, Classes = 3, Most = 12;
        var file = Model(0.4f, Most, 0.2f, isCentred).Input("boxes", 2, Count, 4).Input("scores", 2, Classes, Count).ToBytes();
        using var session = OnnxRuntimeReference.Open(file);
        var graph = OnnxImporter.Import(file);
        var infos = graph.Inputs.ConvertAll(i => i.Info);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            float[][] inputs = [Numbers(random, 2 * Count * 4, 4), Numbers(random, 2 * Classes * Count, 1)];
            var (selected, count) = Run(graph, inputs);
            var expected = OnnxRuntimeReference.Run(session, infos, Array.ConvertAll(inputs, i => MemoryMarshal.AsBytes(i.AsSpan()).ToArray()), [graph.Outputs[0].Info])[0];
            Assert.True(selected[..((int)count * 3)].SequenceEqual(expected.Select(e => (long)e)), $"seed {seed}, round {round}");
            Assert.InRange(count, Most, 2 * Classes * Most);
            Assert.All(selected[expected.Length..], s => Assert.Equal(-1, s));
        }
    }

    private static float[] Numbers(Random random, int count, float magnitude) => [.. Enumerable.Range(0, count).Select(_ => magnitude * random.NextSingle())];

    private static (long[] Selected, long Count) Run(Graph graph, params float[][] inputs)
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 0 }).Bytes));
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i].CopyTo(interpreter.Input<float>(i));
        }

        interpreter.Run();
        return (interpreter.Output<long>(0).ToArray(), interpreter.Output<long>(1)[0]);
    }

    private static long[] Selected(float[] boxes, float[] scores, long most, float overlap, float least = 0, bool isCentred = false)
    {
        var model = Model(overlap, most, least, isCentred).Floats("boxes", [1, 4, 4], boxes).Floats("scores", [1, 1, 4], scores);
        return OnnxImporter.Import(model.ToBytes()).Nodes[^1].Inputs[0]!.ConstantAs<long>().ToArray();
    }

    private static OnnxBuilder Model(float overlap, long most, float least, bool isCentred) => new OnnxBuilder()
        .OutputOf(7, "y", "n", 3)
        .Longs("most", [1], most).Floats("overlap", [1], overlap).Floats("least", [1], least)
        .Node("NonMaxSuppression", ["boxes", "scores", "most", "overlap", "least"], ["y"], OnnxBuilder.IntAttribute("center_point_box", isCentred ? 1 : 0));
}
