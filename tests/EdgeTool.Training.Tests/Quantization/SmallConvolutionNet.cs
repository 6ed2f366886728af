using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Training.Tests;

/// <summary>A net with every layer that fake quantization follows to the integer, and random weights.</summary>
internal sealed class SmallConvolutionNet
{
    private readonly Random _random;
    private readonly Graph _graph = new();
    private int _names;

    private SmallConvolutionNet(int seed) => _random = new Random(seed);

    /// <summary>(1, 8, 8, 2): convolution, pooling, depthwise convolution, 1x1 convolution, average, dense layers; four scores.</summary>
    public static Graph Of(int seed)
    {
        var net = new SmallConvolutionNet(seed);
        var x = net.Value(new Shape(1, 8, 8, 2));
        net._graph.Inputs.Add(x);
        var convolved = net.Add(
            new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = 1, PadLeft = 1, Activation = Activation.Relu },
            [x, net.Weights(new Shape(6, 3, 3, 2)), net.Weights(new Shape(6))], new Shape(1, 8, 8, 6));
        var pooled = net.Add(new MaxPool2D { Window = Window }, [convolved], new Shape(1, 4, 4, 6));
        var depthwise = net.Add(
            new DepthwiseConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = 1, PadLeft = 1, DepthMultiplier = 1, Activation = Activation.Relu6 },
            [pooled, net.Weights(new Shape(1, 3, 3, 6)), net.Weights(new Shape(6))], new Shape(1, 4, 4, 6));
        var mixed = net.Add(
            new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1 }, [depthwise, net.Weights(new Shape(5, 1, 1, 6))], new Shape(1, 4, 4, 5));
        var averaged = net.Add(new AveragePool2D { Window = Window }, [mixed], new Shape(1, 2, 2, 5));
        var flat = net.Add(default(Reshape), [averaged], new Shape(1, 20));
        var hidden = net.Add(new FullyConnected { Activation = Activation.Relu }, [flat, net.Weights(new Shape(12, 20)), net.Weights(new Shape(12))], new Shape(1, 12));
        net._graph.Outputs.Add(net.Add(default(FullyConnected), [hidden, net.Weights(new Shape(4, 12)), net.Weights(new Shape(4))], new Shape(1, 4)));
        return net._graph;
    }

    private static PoolWindow Window => new() { FilterH = 2, FilterW = 2, StrideH = 2, StrideW = 2 };

    private Value Value(Shape shape) => new() { Name = $"value{_names++}", Type = ElementType.Float32, Shape = shape };

    private Value Weights(Shape shape) => EdgeTool.Compiler.Value.Of<float>(
        $"weights{_names++}", shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => (_random.NextSingle() - 0.5f) * 1.4f)]);

    private Value Add<T>(T record, Value[] inputs, Shape shape)
        where T : unmanaged, IOperatorRecord<T>
    {
        var output = Value(shape);
        _graph.Nodes.Add(Node.Of($"{T.OpCode}{_names++}", record, inputs, [output]));
        return output;
    }
}
