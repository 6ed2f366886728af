using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

/// <summary>Random float nets as binary training leaves them: signs, weights of one magnitude per channel, batch normalization, pooling.</summary>
internal sealed class SignNets
{
    private readonly Random _random;
    private readonly Graph _graph = new();
    private int _names;

    private SignNets(int seed) => _random = new Random(seed);

    /// <summary>float32 input, sign, 3x3 convolution, normalization, sign, pooling, flattening, dense, normalization, sign, dense.</summary>
    public static Graph Of(int seed)
    {
        var nets = new SignNets(seed);
        var (channels, filters, units) = (nets._random.Next(1, 40), nets._random.Next(1, 70), nets._random.Next(1, 50));
        var x = new Value { Name = "x", Type = ElementType.Float32, Shape = new Shape(1, 8, 6, channels) };
        nets._graph.Inputs.Add(x);
        var convolved = nets.Normalized(nets.Convolution(nets.Sign(x), filters));
        var flat = nets.Flattened(nets.Pooled(nets.Sign(convolved)));
        var hidden = nets.Sign(nets.Normalized(nets.Dense(flat, units)));
        nets._graph.Outputs.Add(nets.Dense(hidden, 5));
        return nets._graph;
    }

    private Value Sign(Value x)
    {
        var magnitude = _random.Next(2) == 0 ? 1f : 0.5f;
        var truth = Add("positive", new BinaryMath { Function = BinaryFunction.GreaterOrEqual }, [x, Scalar(0)], ElementType.Bool, x.Shape);
        return Add("sign", default(Where), [truth, Scalar(magnitude), Scalar(-magnitude)], ElementType.Float32, x.Shape);
    }

    private Value Convolution(Value x, int filters)
    {
        var record = new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = 1, PadLeft = 1 };
        return Add("conv", record, [x, Weights(new Shape(filters, 3, 3, x.Shape[3]))], ElementType.Float32, new Shape(1, x.Shape[1], x.Shape[2], filters));
    }

    private Value Dense(Value x, int units) =>
        Add("dense", default(FullyConnected), [x, Weights(new Shape(units, x.Shape[-1]))], ElementType.Float32, new Shape(1, units));

    private Value Normalized(Value x)
    {
        var factors = Add("factor", default(Mul), [x, Numbers(x.Shape[-1])], ElementType.Float32, x.Shape);
        return Add("summand", default(EdgeRuntime.Model.Add), [factors, Numbers(x.Shape[-1])], ElementType.Float32, x.Shape);
    }

    private Value Pooled(Value x)
    {
        var record = new MaxPool2D { Window = new PoolWindow { FilterH = 2, FilterW = 2, StrideH = 2, StrideW = 2 } };
        return Add("pool", record, [x], ElementType.Float32, new Shape(1, x.Shape[1] / 2, x.Shape[2] / 2, x.Shape[3]));
    }

    private Value Flattened(Value x) => Add("flat", default(Reshape), [x], ElementType.Float32, new Shape(1, x.Shape.ElementCount));

    private Value Weights(Shape shape) =>
        Value.Of<float>($"weights{_names++}", shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => _random.Next(2) == 0 ? -1f : 1f)]);

    /// <summary>Of both signs, some whole, so that sums meet thresholds exactly.</summary>
    private Value Numbers(int count) => Value.Of<float>(
        $"numbers{_names++}", new Shape(count),
        [.. Enumerable.Range(0, count).Select(_ => _random.Next(3) == 0 ? _random.Next(-3, 4) : (_random.NextSingle() * 4) - 2)]);

    private Value Scalar(float number) => Value.Of<float>($"number{_names++}", new Shape(), [number]);

    private Value Add<T>(string name, T record, Value[] inputs, ElementType type, Shape shape)
        where T : unmanaged, IOperatorRecord<T>
    {
        var output = new Value { Name = $"{name}{_names++}", Type = type, Shape = shape };
        _graph.Nodes.Add(Node.Of(output.Name, record, inputs, [output], _graph.Nodes.Count));
        return output;
    }
}
