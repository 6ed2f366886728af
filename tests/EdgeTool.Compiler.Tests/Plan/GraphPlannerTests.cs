using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

public class GraphPlannerTests
{
    [Fact]
    public void AChainOfElementwiseOperatorsTakesOneBuffer()
    {
        var graph = Graphs.ReluChain(length: 5, elements: 100);
        var plan = GraphPlanner.Plan(graph);
        Assert.Equal(448, plan.ArenaBytes);
        Assert.Equal(448, plan.LowerBoundBytes);
    }

    [Fact]
    public void AValueThatIsReadLaterIsNotOverwritten()
    {
        // a = relu(x), b = relu(a), output a and b: a must survive, and so needs bytes of its own.
        var graph = Graphs.ReluChain(length: 2, elements: 16);
        graph.Outputs.Insert(0, graph.Nodes[0].Outputs[0]);
        var plan = GraphPlanner.Plan(graph);
        Assert.NotEqual(plan.Offsets[graph.Outputs[0]], plan.Offsets[graph.Outputs[1]]);
        Assert.Equal(new LiveRange(0, 2), plan.Ranges[graph.Outputs[0]]);
    }

    [Fact]
    public void InputsLiveFromBeforeTheFirstStepAndOutputsToAfterTheLast()
    {
        var graph = Graphs.ReluChain(length: 3, elements: 16);
        var ranges = LiveRanges.Of(graph);
        Assert.Equal(new LiveRange(-1, 0), ranges[graph.Inputs[0]]);
        Assert.Equal(new LiveRange(2, 3), ranges[graph.Outputs[0]]);
    }

    [Fact]
    public void VariablesAlwaysLive()
    {
        var graph = Graphs.ReluChain(length: 3, elements: 16);
        var state = Graphs.Float("state", 16);
        state.IsVariable = true;
        graph.Nodes.Add(Node.Of("keep", default(Relu), [state], [Graphs.Float("kept", 16)]));
        graph.Outputs.Add(graph.Nodes[^1].Outputs[0]);
        var plan = GraphPlanner.Plan(graph);
        Assert.Equal(new LiveRange(-1, 4), plan.Ranges[state]);
        Assert.DoesNotContain(plan.Offsets, o => o.Value == plan.Offsets[state] && !ReferenceEquals(o.Key, state));
    }
}
