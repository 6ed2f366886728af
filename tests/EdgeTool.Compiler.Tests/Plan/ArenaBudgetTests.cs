using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeTool.Compiler.Tests;

/// <summary>A net in bands of rows gives the same bytes in less memory.</summary>
public class ArenaBudgetTests
{
    [Theory]
    [InlineData(3, 1, 1, 1)]
    [InlineData(3, 2, 0, 1)]
    [InlineData(5, 2, 2, 1)]
    [InlineData(3, 1, 2, 2)]
    public void BandsOfAnyWindowGiveTheSameBytes(int kernel, int stride, int padTop, int dilation)
    {
        var seed = Environment.TickCount;
        for (var bands = 2; bands <= 5; bands++)
        {
            var graph = BandNet.Make(kernel, stride, padTop, dilation, seed);
            var banded = RowBands.Of(graph, 0, graph.Nodes.Count - 1, bands);
            Assert.NotNull(banded);
            Assert.Equal(Run(graph, seed), Run(banded, seed));
        }
    }

    [Fact]
    public void ALimitThatHoldsChangesNothing()
    {
        var graph = BandNet.Make(3, 1, 1, 1, 1);
        var (steps, arena) = (graph.Nodes.Count, GraphPlanner.Plan(graph).ArenaBytes);
        var saving = ArenaBudget.Apply(graph, arena);
        Assert.Equal((steps, saving.MacsBefore), (graph.Nodes.Count, saving.Macs));
    }

    [Fact]
    public void ALimitThatCannotBeReachedNamesTheLeast()
    {
        var graph = BandNet.Make(3, 1, 1, 1, 1);
        var steps = graph.Nodes.Count;
        var e = Assert.Throws<ArenaBudgetException>(() => ArenaBudget.Apply(graph, 64));
        Assert.Equal(steps, graph.Nodes.Count);
        Assert.Contains("--max-arena 64", e.Message);
    }

    /// <summary>The outside reference's bytes, in an arena smaller than the two tensors of the step that needed most.</summary>
    [SharedTheory]
    [InlineData("google-coral__tf2_mobilenet_v2_1.0_224_ptq", 900_000)]
    [InlineData("mlperf-tiny-models__vww_96_int8", 48_000)]
    [InlineData("tflite-micro__person_detect", 40_000)]
    public void RealNetsFitIntoLessAndGiveTheGoldenBytes(string name, long maxBytes)
    {
        var golden = new GoldenModel(name);
        var whole = ModelCompiler.Compile(golden.SourcePath, new CompileOptions { SelfTestCases = 0 });
        var banded = ModelCompiler.Compile(golden.SourcePath, new CompileOptions { SelfTestCases = 0, MaxArenaBytes = maxBytes });
        Assert.InRange(banded.Image.ArenaBytes, 1, maxBytes);
        var largestPair = whole.Graph.Nodes.Where(n => n.OpCode is OpCode.Conv2D or OpCode.DepthwiseConv2D)
            .Max(n => n.Inputs[0]!.Info.ByteLength + n.Outputs[0].Info.ByteLength);
        Assert.True(banded.Image.ArenaBytes < largestPair, $"{banded.Image.ArenaBytes} of {largestPair}");
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(banded.Bytes));
        var differences = golden.Differences(interpreter);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static byte[] Run(Graph graph, int seed)
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(Packer.Pack(graph, new CompileOptions { SelfTestCases = 0 }).Bytes));
        new Random(seed).NextBytes(interpreter.InputBytes(0));
        interpreter.Run();
        var output = interpreter.OutputBytes(0).ToArray();
        Assert.True(output.Distinct().Count() > 20, $"seed {seed}: an output this uniform tests nothing");
        return output;
    }
}
