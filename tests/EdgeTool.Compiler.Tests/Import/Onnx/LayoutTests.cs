using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Simplifying takes transposes away and leaves the results.</summary>
public class LayoutTests
{
    [Fact]
    public void AConvolutionOfOneChannelNeedsOneTransposeForItsOutput()
    {
        var compiled = Compile(SmallOnnx.Convolution());
        Assert.Equal([OpCode.Reshape, OpCode.Conv2D, OpCode.Transpose], compiled.Graph.Nodes.Select(n => n.OpCode));
        AssertSame(SmallOnnx.Convolution());
    }

    [Fact]
    public void ConvolutionsOverOneAxisKeepTheirLayoutBetweenThem()
    {
        var compiled = Compile(SmallOnnx.Lines());
        Assert.Equal([OpCode.Transpose, OpCode.Conv2D, OpCode.DepthwiseConv2D, OpCode.FullyConnected],
            compiled.Graph.Nodes.Select(n => n.OpCode).Where(c => c != OpCode.Reshape));
        AssertSame(SmallOnnx.Lines());
    }

    [Fact]
    public void TransposesMoveThroughConcatSplitPadSliceMeanAndConstants()
    {
        var file = new OnnxBuilder().Input("x", 1, 3, 5, 4).Output("y", 1, 6).Output("z", 1, 2, 4, 3)
            .Floats("w", [4, 3, 1, 1], [.. Enumerable.Range(0, 12).Select(i => (i % 5) - 2f)])
            .Floats("k", [4, 1, 1], 1, -2, 3, 0.5f)
            .Floats("v", [2, 1, 4], 1, 2, 3, 4, 5, 6, 7, 8)
            .Longs("pads", [8], 0, 1, 0, 2, 0, 1, 1, 0).Longs("from", [2], 1, 0).Longs("to", [2], 5, 4).Longs("axes", [2], 1, 2)
            .Floats("g", [2, 6, 1, 1], [.. Enumerable.Range(0, 12).Select(i => (i % 7) - 3f)])
            .Node("Conv", ["x", "w"], ["c"])
            .Node("Mul", ["c", "k"], ["m"])
            .Node("Split", ["m"], ["s0", "s1"], OnnxBuilder.IntAttribute("axis", 1))
            .Node("Add", ["s0", "v"], ["a"])
            .Node("Concat", ["a", "s1"], ["j"], OnnxBuilder.IntAttribute("axis", 1))
            .Node("Pad", ["j", "pads"], ["p"])
            .Node("Conv", ["p", "g"], ["q"])
            .Node("Slice", ["p", "from", "to", "axes"], ["t"])
            .Node("ReduceMean", ["p"], ["y"], OnnxBuilder.IntsAttribute("axes", 2, 3), OnnxBuilder.IntAttribute("keepdims", 0))
            .Node("MaxPool", ["q"], ["z"], OnnxBuilder.IntsAttribute("kernel_shape", 3, 4));

        var transposes = Compile(file).Graph.Nodes.Count(n => n.OpCode == OpCode.Transpose);
        Assert.True(transposes <= 2, $"{transposes} transposes");
        AssertSame(file);
    }

    [Fact]
    public void TransposesMoveThroughResamplingPickedRowsNormalizationAndMathematics()
    {
        var file = new OnnxBuilder().Input("x", 1, 3, 5, 4).Output("y", 1, 2, 9, 8)
            .Floats("w", [4, 3, 1, 1], [.. Enumerable.Range(0, 12).Select(i => (i % 5) - 2f)])
            .Floats("g", [2, 4, 1, 1], [.. Enumerable.Range(0, 8).Select(i => (i % 7) - 3f)])
            .Floats("s", [4], 1, 1, 1.5f, 2).Longs("pads", [8], 0, 0, 1, 0, 0, 0, 1, 0)
            .Floats("one", [4], 1, 1, 1, 1).Floats("zero", [4], 0, 0, 0, 0)
            .Node("Conv", ["x", "w"], ["c"])
            .Node("Resize", ["c", "", "s"], ["u"], OnnxBuilder.TextAttribute("mode", "cubic"))
            .Node("InstanceNormalization", ["u", "one", "zero"], ["n"])
            .Node("Erf", ["n"], ["e"])
            .Node("Pad", ["e", "pads"], ["p"], OnnxBuilder.TextAttribute("mode", "reflect"))
            .Node("ReduceMax", ["p"], ["m"], OnnxBuilder.IntsAttribute("axes", 2, 3))
            .Node("Div", ["p", "m"], ["d"])
            .Node("Conv", ["d", "g"], ["y"]);

        var transposes = Compile(file).Graph.Nodes.Count(n => n.OpCode == OpCode.Transpose);
        Assert.True(transposes <= 2, $"{transposes} transposes");
        AssertSame(file);
    }

    [Fact]
    public void AChannelShuffleKeepsOneTranspose()
    {
        var file = new OnnxBuilder().Input("x", 1, 4, 3, 3).Output("y", 1, 2, 3, 3)
            .Floats("w", [4, 1, 1, 1], 1, 2, 3, 4).Floats("g", [2, 4, 1, 1], 1, -1, 2, -2, 0.5f, 1, 1.5f, 2)
            .Longs("split", [5], 1, 2, 2, 3, 3).Longs("joined", [4], 1, 4, 3, 3)
            .Node("Conv", ["x", "w"], ["a"], OnnxBuilder.IntAttribute("group", 4))
            .Node("Reshape", ["a", "split"], ["b"])
            .Node("Transpose", ["b"], ["c"], OnnxBuilder.IntsAttribute("perm", 0, 2, 1, 3, 4))
            .Node("Reshape", ["c", "joined"], ["d"])
            .Node("Conv", ["d", "g"], ["y"]);

        Assert.Equal(3, Compile(file).Graph.Nodes.Count(n => n.OpCode == OpCode.Transpose));
        AssertSame(file);
    }

    private static CompiledModel Compile(OnnxBuilder file, bool simplify = true) =>
        ModelCompiler.Compile(OnnxImporter.Import(file.ToBytes()), new CompileOptions { Simplify = simplify, SelfTestCases = 0 });

    /// <summary>The simplified graph gives what the imported one gives, on random inputs.</summary>
    private static void AssertSame(OnnxBuilder file)
    {
        var (plain, simple) = (Run(Compile(file, simplify: false)), Run(Compile(file)));
        Assert.Equal(plain.Length, simple.Length);
        foreach (var (expected, found) in plain.Zip(simple))
        {
            Assert.Equal(expected.Length, found.Length);
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    private static float[][] Run(CompiledModel compiled)
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
        var random = new Random(7);
        foreach (ref var element in MemoryMarshal.Cast<byte, float>(interpreter.InputBytes(0)))
        {
            element = (random.NextSingle() * 2) - 1;
        }

        interpreter.Run();
        return [.. Enumerable.Range(0, interpreter.OutputCount).Select(o => interpreter.Output<float>(o).ToArray())];
    }
}
