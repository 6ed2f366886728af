using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using TestKit;

namespace EdgeTool.Compiler.Tests;

public class ResourceVariableTests
{
    [Fact]
    public void Handles_vanish_and_reads_and_writes_keep_their_order()
    {
        var graph = TfliteImporter.Import(Accumulator(initialize: false).ToBytes());

        Assert.Equal([OpCode.ReadVariable, OpCode.Add, OpCode.AssignVariable], graph.Nodes.Select(n => n.OpCode));
        var state = graph.Nodes[0].Inputs[0]!;
        Assert.Same(state, graph.Nodes[2].Outputs[0]);
        Assert.True(state.IsVariable);
        Assert.Equal(("sum", new Shape(1, 2)), (state.Name, state.Shape));
        Assert.Null(state.InitialValue);
    }

    [Fact]
    public void First_values_are_computed_by_the_subgraph_that_runs_once()
    {
        var graph = TfliteImporter.Import(Accumulator(initialize: true).ToBytes());

        var state = graph.Nodes[0].Inputs[0]!;
        Assert.Equal([11f, 22f], MemoryMarshal.Cast<byte, float>(state.InitialValue).ToArray());
    }

    [Fact]
    public void A_subgraph_that_does_not_exist_is_refused()
    {
        var file = Accumulator(initialize: false);
        file.Main.Operator(129, [], [], (0, 7));

        var node = Assert.Single(Assert.Throws<UnsupportedModelException>(() => TfliteImporter.Import(file.ToBytes())).Nodes);
        Assert.Equal("CALL_ONCE", node.Operator);
    }

    [Fact]
    public void A_subgraph_that_initializes_itself_is_refused()
    {
        var file = Accumulator(initialize: true, callsItself: true);

        Assert.Single(Assert.Throws<UnsupportedModelException>(() => TfliteImporter.Import(file.ToBytes())).Nodes);
    }

    /// <summary>sum += x, y = the sum before; first [1, 2] + [10, 20] where it is initialized.</summary>
    private static TfliteBuilder Accumulator(bool initialize, bool callsItself = false)
    {
        var file = new TfliteBuilder();
        if (initialize)
        {
            var once = file.Subgraph("once");
            if (callsItself)
            {
                once.Operator(129, [], [], (0, once.Index));
            }

            var first = once.Tensor("first", TfliteType.Float32, [1, 2]);
            once.Operator(
                0,
                [once.Constant("a", TfliteType.Float32, [1, 2], new[] { 1f, 2f }), once.Constant("b", TfliteType.Float32, [1, 2], new[] { 10f, 20f })],
                [first]);
            var handle = Handle(once);
            once.Operator(144, [handle, first], []);
            file.Main.Operator(129, [], [], (0, once.Index));
        }

        var m = file.Main;
        var variable = Handle(m);
        var x = m.Tensor("x", TfliteType.Float32, [1, 2]);
        var before = m.Tensor("before", TfliteType.Float32, [1, 2]);
        m.Operator(143, [variable], [before]);
        var after = m.Tensor("after", TfliteType.Float32, [1, 2]);
        m.Operator(0, [before, x], [after]);
        m.Operator(144, [variable, after], []);
        m.Inputs.Add(x);
        m.Outputs.Add(before);
        return file;
    }

    private static int Handle(TfliteSubgraphBuilder subgraph)
    {
        var handle = subgraph.Tensor("handle", TfliteType.Resource, []);
        subgraph.Operator(142, [], [handle], (1, "sum"));
        return handle;
    }
}
