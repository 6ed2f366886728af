using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Tests.Quantization;

public class VersionRunnerTests
{
    [Theory]
    [InlineData("x", 0)]
    [InlineData("b", 2)]
    [InlineData("dense", 6)]
    public void OnlyWhatLiesBehindAChangeIsRunAndTheBytesAreThoseOfAFullRun(string changed, int atLeastCommon)
    {
        var graph = FloatNets.Small(31);
        var samples = FloatNets.Inputs(graph, 5, seed: 3);
        var (_, plan) = GraphQuantizerTests.Plan(graph, new QuantizerOptions { Method = CalibrationMethod.MinMax });
        var runner = new VersionRunner(samples);
        runner.Keep(runner.Run(GraphQuantizer.Quantize(plan).Graph));
        var value = plan.Ranges.Keys.Single(v => v.Name == changed);
        plan.Ranges[value] = new ValueRange(plan.Ranges[value].Min * 0.7f, plan.Ranges[value].Max * 0.7f);
        var next = GraphQuantizer.Quantize(plan).Graph;
        var (continued, whole) = (runner.Run(next), new VersionRunner(samples).Run(next));
        Assert.Equal(next.Nodes.Count, whole.CommonNodes(GraphQuantizer.Quantize(plan).Graph));
        Assert.True(CommonWithFirst(graph, plan, value, next) >= atLeastCommon);
        for (var i = 0; i < samples.Count; i++)
        {
            Assert.All(next.Nodes.SelectMany(n => n.Outputs), v => Assert.Equal(whole.BytesOf(v, samples, i).ToArray(), continued.BytesOf(v, samples, i).ToArray()));
        }
    }

    [Fact]
    public void AGraphWithStateIsAlwaysRunWhole()
    {
        var graph = FloatNets.Small(32);
        var version = new VersionRunner(FloatNets.Inputs(graph, 1, seed: 3)).Run(graph);
        Assert.Equal(graph.Nodes.Count, version.CommonNodes(graph));
        graph.Nodes[0].Outputs[0].IsVariable = true;
        Assert.Equal(0, version.CommonNodes(graph));
    }

    private static int CommonWithFirst(Graph graph, QuantizationPlan plan, Value value, Graph next)
    {
        var first = plan.Copy();
        first.Ranges[value] = new ValueRange(plan.Ranges[value].Min / 0.7f, plan.Ranges[value].Max / 0.7f);
        return new VersionRunner(FloatNets.Inputs(graph, 1, seed: 3)).Run(GraphQuantizer.Quantize(first).Graph).CommonNodes(next);
    }
}
