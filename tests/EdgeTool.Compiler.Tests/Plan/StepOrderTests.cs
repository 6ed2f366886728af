using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

public class StepOrderTests
{
    /// <summary>Two branches that widen and shrink: one after the other needs one wide value at a time, side by side needs both.</summary>
    [Fact]
    public void BranchesRunOneAfterTheOther()
    {
        var graph = new Graph();
        var x = Graphs.Float("x", 16);
        var (wide, narrow) = (new Value[2], new Value[2]);
        graph.Inputs.Add(x);
        for (var i = 0; i < 2; i++)
        {
            (wide[i], narrow[i]) = (Graphs.Float($"wide{i}", 1024), Graphs.Float($"narrow{i}", 16));
            graph.Outputs.Add(narrow[i]);
        }

        graph.Nodes.AddRange([Widen(x, wide[0]), Widen(x, wide[1]), Narrow(wide[0], narrow[0]), Narrow(wide[1], narrow[1])]);
        Assert.Equal(64 + (2 * 4096), GraphPlanner.Plan(graph).LowerBoundBytes);
        StepOrder.Improve(graph);
        Assert.Equal([graph.Outputs[0], graph.Outputs[1]], new[] { graph.Nodes[1].Outputs[0], graph.Nodes[3].Outputs[0] }.OrderBy(v => v.Name));
        Assert.Equal(4096 + (2 * 64), GraphPlanner.Plan(graph).ArenaBytes);
    }

    [Fact]
    public void AnOrderThatCannotBeImprovedStays()
    {
        var graph = Graphs.ReluChain(4, 16);
        Node[] given = [.. graph.Nodes];
        StepOrder.Improve(graph);
        Assert.Equal(given, graph.Nodes);
    }

    /// <summary>Reading a variable before it is overwritten is no order among values, but an order all the same.</summary>
    [Fact]
    public void NodesThatTouchAVariableKeepTheirOrder()
    {
        var graph = new Graph();
        var (x, state) = (Graphs.Float("x", 16), Graphs.Float("state", 16));
        state.IsVariable = true;
        var (wide, narrow, old) = (Graphs.Float("wide", 1024), Graphs.Float("narrow", 16), Graphs.Float("old", 16));
        graph.Inputs.Add(x);
        graph.Nodes.AddRange([
            Widen(x, wide), Node.Of("before", default(Relu), [state], [old]), Node.Of("after", default(Relu), [x], [state]), Narrow(wide, narrow)]);
        graph.Outputs.AddRange([narrow, old]);
        StepOrder.Improve(graph);
        var names = graph.Nodes.Select(n => n.Name).ToList();
        Assert.True(names.IndexOf("before") < names.IndexOf("after"), string.Join(", ", names));
    }

    private static Node Widen(Value x, Value wide) => Node.Of(
        "widen", new Concatenation { Axis = 1 }, [.. Enumerable.Repeat(x, wide.Shape[1] / x.Shape[1])], [wide]);

    private static Node Narrow(Value wide, Value narrow) => Node.Of("narrow", default(Slice), [wide], [narrow]);
}
