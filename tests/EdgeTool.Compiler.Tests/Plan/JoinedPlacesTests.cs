using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

/// <summary>What a concatenation would copy is written where it belongs, and only where that is right.</summary>
public class JoinedPlacesTests
{
    [Fact]
    public void InputsAreWrittenIntoTheOutput()
    {
        var (graph, a, b, joined) = Joined(new Shape(1, 16), new Shape(1, 32), axis: 1);
        var plan = GraphPlanner.Plan(graph);
        Assert.Equal(plan.Offsets[joined], plan.Offsets[a]);
        Assert.Equal(plan.Offsets[joined] + 64, plan.Offsets[b]);
        Assert.Equal(192, plan.ArenaBytes);
    }

    [Fact]
    public void AnInputThatIsReadLaterIsCopied()
    {
        var (graph, a, b, joined) = Joined(new Shape(1, 16), new Shape(1, 16), axis: 1);
        graph.Outputs.Add(a);
        var plan = GraphPlanner.Plan(graph);
        Assert.True(plan.Offsets[a] >= plan.Offsets[joined] + 128 || plan.Offsets[a] + 64 <= plan.Offsets[joined]);
        Assert.Equal(plan.Offsets[joined] + 64, plan.Offsets[b]);
    }

    [Fact]
    public void AnInputGivenTwiceIsCopied()
    {
        var (graph, a, _, joined) = Joined(new Shape(1, 16), new Shape(1, 16), axis: 1);
        graph.Nodes[^1] = Node.Of("join", new Concatenation { Axis = 1 }, [a, a], [joined]);
        var plan = GraphPlanner.Plan(graph);
        Assert.True(plan.Offsets[a] >= plan.Offsets[joined] + 128 || plan.Offsets[a] + 64 <= plan.Offsets[joined]);
    }

    [Theory]
    [InlineData(1, 3, 13, 1)]
    [InlineData(2, 16, 16, 1)]
    public void PlacesThatAreNotAlignedOrNotInOnePieceAreNotTaken(int rows, int left, int right, int axis)
    {
        var (graph, _, b, joined) = Joined(new Shape(rows, left), new Shape(rows, right), axis);
        var plan = GraphPlanner.Plan(graph);
        Assert.True(plan.Offsets[b] >= plan.Offsets[joined] + joined.Info.ByteLength || plan.Offsets[b] + b.Info.ByteLength <= plan.Offsets[joined]);
    }

    [Theory]
    [InlineData(1, 16, 48, 1)]
    [InlineData(3, 16, 16, 0)]
    [InlineData(1, 5, 7, 1)]
    [InlineData(2, 16, 32, 1)]
    public void TheLoaderProvesItAndTheOutputIsTheInputsOneBehindTheOther(int rows, int left, int right, int axis)
    {
        var (graph, _, _, joined) = Joined(new Shape(rows, left), new Shape(rows, right), axis);

        // The joined values are joined once more, with themselves rectified.
        var rectified = new Value { Name = "rectified", Type = ElementType.Float32, Shape = joined.Shape };
        var whole = new Value { Name = "whole", Type = ElementType.Float32, Shape = new Shape(2 * joined.Shape[0], joined.Shape[1]) };
        graph.Nodes.Add(Node.Of("again", default(Relu6), [joined], [rectified]));
        graph.Nodes.Add(Node.Of("twice", new Concatenation { Axis = 0 }, [joined, rectified], [whole]));
        graph.Outputs[0] = whole;

        using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 1 }).Bytes));
        var (x, y) = (Numbers(rows * left, 1), Numbers(rows * right, 2));
        x.CopyTo(interpreter.Input<float>(0));
        y.CopyTo(interpreter.Input<float>(1));
        interpreter.Run();
        var expected = Expected(x, y, rows, left, right, axis).Select(v => Math.Max(v, 0)).ToArray();
        Assert.Equal([.. expected, .. expected.Select(v => Math.Min(v, 6))], interpreter.Output<float>(0).ToArray());
    }

    private static IEnumerable<float> Expected(float[] x, float[] y, int rows, int left, int right, int axis) => axis == 0
        ? x.Concat(y)
        : Enumerable.Range(0, rows).SelectMany(r => x.Skip(r * left).Take(left).Concat(y.Skip(r * right).Take(right)));

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 20) - 10))];
    }

    /// <summary>joined = concatenation(relu(x), relu(y)).</summary>
    private static (Graph Graph, Value A, Value B, Value Joined) Joined(Shape left, Shape right, int axis)
    {
        static Value Of(string name, Shape shape) => new() { Name = name, Type = ElementType.Float32, Shape = shape };
        var (x, y, a, b) = (Of("x", left), Of("y", right), Of("a", left), Of("b", right));
        var joined = Of("joined", axis == 0 ? new Shape(left[0] + right[0], left[1]) : new Shape(left[0], left[1] + right[1]));
        var graph = new Graph();
        graph.Inputs.AddRange([x, y]);
        graph.Nodes.Add(Node.Of("a", default(Relu), [x], [a]));
        graph.Nodes.Add(Node.Of("b", default(Relu), [y], [b]));
        graph.Nodes.Add(Node.Of("join", new Concatenation { Axis = axis }, [a, b], [joined]));
        graph.Outputs.Add(joined);
        return (graph, a, b, joined);
    }
}
