using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

public class SimplifierTests
{
    private readonly Graph _graph = new();

    [Fact]
    public void Reshape_chains_become_one_reshape()
    {
        var x = Input(Int8("x", 1, 12));
        var y = Then(default(Reshape), x, Int8("a", 3, 4));
        y = Then(default(ExpandDims), y, Int8("b", 1, 3, 4));
        y = Then(default(Squeeze), y, Int8("c", 3, 4));
        Output(Then(default(Reshape), y, Int8("y", 2, 6)));

        GraphSimplifier.Simplify(_graph);

        var node = Assert.Single(_graph.Nodes);
        Assert.Equal((OpCode.Reshape, 3), (node.OpCode, node.SourceIndex));
        Assert.Same(x, node.Inputs[0]);
        Assert.Same(_graph.Outputs[0], node.Outputs[0]);
    }

    [Fact]
    public void A_reshape_back_to_the_first_shape_vanishes()
    {
        var x = Input(Int8("x", 1, 12));
        var back = Then(default(Reshape), Then(default(Reshape), x, Int8("a", 3, 4)), Int8("b", 1, 12));
        Output(Then(new Softmax { Beta = 1 }, back, Scaled(Int8("y", 1, 12), 1f / 256, -128)));

        GraphSimplifier.Simplify(_graph);

        Assert.Equal(OpCode.Softmax, Assert.Single(_graph.Nodes).OpCode);
        Assert.Same(x, _graph.Nodes[0].Inputs[0]);
    }

    [Fact]
    public void The_models_output_stays_even_when_it_is_its_input()
    {
        var x = Input(Int8("x", 1, 12));
        Output(Then(default(Reshape), x, Int8("y", 1, 12)));

        GraphSimplifier.Simplify(_graph);

        Assert.Single(_graph.Nodes);
        Assert.Equal("y", _graph.Outputs[0].Name);
    }

    [Theory]
    [InlineData(0.5f, 3, 3, 15)] // 6 is stored as 3 + 6 / 0.5
    [InlineData(0.04f, -128, -128, 22)] // -128 + 6 / 0.04
    public void An_activation_on_the_same_scale_is_fused(float scale, int zeroPoint, int min, int max)
    {
        var (a, b) = (Input(Int8("a", 1, 4)), Input(Int8("b", 1, 4)));
        var sum = Scaled(Int8("sum", 1, 4), scale, zeroPoint);
        Add(default(Add), [a, b], sum);
        Output(Then(default(Relu6), sum, Scaled(Int8("y", 1, 4), scale, zeroPoint)));

        GraphSimplifier.Simplify(_graph);

        var node = Assert.Single(_graph.Nodes);
        Assert.Equal((Activation.Relu6, 1), (node.Record<Add>().Activation, node.SourceIndex));
        byte[] extremes = [0x80, 0, 0x7F, 1];
        var result = MemoryMarshal.Cast<byte, sbyte>(NodeEvaluator.Compute(node, [extremes, extremes])[0]).ToArray();
        Assert.Equal((min, max), (result.Min(), result.Max()));
    }

    [Fact]
    public void An_activation_on_another_scale_becomes_a_table()
    {
        var (a, b) = (Input(Int8("a", 1, 4)), Input(Int8("b", 1, 4)));
        var sum = Int8("sum", 1, 4);
        Add(default(Add), [a, b], sum);
        Output(Then(default(Relu), sum, Scaled(Int8("y", 1, 4), 0.25f, -128)));

        GraphSimplifier.Simplify(_graph);

        Assert.Equal([OpCode.Add, OpCode.Lookup], _graph.Nodes.Select(n => n.OpCode));
        var table = _graph.Nodes[1].Inputs[1]!.ConstantAs<sbyte>().ToArray();

        // x = 0.5 q, so y = max(x, 0) / 0.25 - 128 = 2 max(q, 0) - 128. Entry 255 is q = -1.
        Assert.Equal([-128, -126, 126, -128], new int[] { table[0], table[1], table[127], table[255] });
    }

    [Fact]
    public void A_sum_read_twice_keeps_its_activation_apart()
    {
        var (a, b) = (Input(Float("a")), Input(Float("b")));
        var sum = Float("sum");
        Add(default(Add), [a, b], sum);
        Output(Then(default(Relu), sum, Float("y")));
        Output(Then(default(Logistic), sum, Float("z")));

        GraphSimplifier.Simplify(_graph);

        Assert.Equal([OpCode.Add, OpCode.Relu, OpCode.Logistic], _graph.Nodes.Select(n => n.OpCode));
    }

    [Fact]
    public void Dequantize_then_quantize_alike_vanishes_and_otherwise_becomes_a_table()
    {
        var x = Input(Int8("x", 1, 4));
        var real = Then(default(Dequantize), x, Float("real"));
        var same = Then(default(Quantize), real, Int8("same", 1, 4));
        Output(Then(new Softmax { Beta = 1 }, same, Scaled(Int8("y", 1, 4), 1f / 256, -128)));
        Output(Then(default(Quantize), real, Scaled(Int8("other", 1, 4), 1, 5)));

        GraphSimplifier.Simplify(_graph);

        Assert.Equal([OpCode.Softmax, OpCode.Lookup], _graph.Nodes.Select(n => n.OpCode));
        Assert.Same(x, _graph.Nodes[0].Inputs[0]);

        // round(0.5 q / 1) + 5, for q = 10 and q = -40.
        var table = _graph.Nodes[1].Inputs[1]!.ConstantAs<sbyte>();
        Assert.Equal((10, -15), (table[10], table[256 - 40]));
    }

    [Fact]
    public void Constants_are_folded_and_unread_nodes_removed()
    {
        var x = Input(Float("x"));
        var folded = Float("folded");
        Add(default(Add), [Value.Of<float>("c", new Shape(1, 4), [1, 2, 3, 4]), Value.Of<float>("d", new Shape(1, 4), [10, 20, 30, 40])], folded);
        var y = Float("y");
        Add(default(Add), [x, folded], y);
        Then(default(Relu), x, Float("unread"));
        Output(y);

        GraphSimplifier.Simplify(_graph);

        var node = Assert.Single(_graph.Nodes);
        Assert.Equal([11f, 22f, 33f, 44f], node.Inputs[1]!.ConstantAs<float>().ToArray());
    }

    [Fact]
    public void Variables_are_neither_folded_nor_dropped()
    {
        var state = Float("state");
        state.IsVariable = true;
        var x = Input(Float("x"));
        Output(Then(default(ReadVariable), state, Float("before")));
        Add(default(AssignVariable), [x], state);

        GraphSimplifier.Simplify(_graph);

        Assert.Equal([OpCode.ReadVariable, OpCode.AssignVariable], _graph.Nodes.Select(n => n.OpCode));
    }

    private static Value Int8(string name, params ReadOnlySpan<int> shape) =>
        Scaled(new Value { Name = name, Type = ElementType.Int8, Shape = new Shape(shape) }, 0.5f, 0);

    private static Value Scaled(Value value, float scale, int zeroPoint)
    {
        (value.Scales, value.ZeroPoint) = ([scale], zeroPoint);
        return value;
    }

    private static Value Float(string name) => Graphs.Float(name, 4);

    private Value Input(Value value)
    {
        _graph.Inputs.Add(value);
        return value;
    }

    private void Output(Value value) => _graph.Outputs.Add(value);

    private Value Then<T>(T record, Value input, Value output) where T : unmanaged, IOperatorRecord<T>
    {
        Add(record, [input], output);
        return output;
    }

    private void Add<T>(T record, Value?[] inputs, Value output) where T : unmanaged, IOperatorRecord<T>
    {
        _graph.Nodes.Add(Node.Of(output.Name, record, inputs, [output], _graph.Nodes.Count));
        _graph.Nodes[^1].CheckLaw();
    }
}
