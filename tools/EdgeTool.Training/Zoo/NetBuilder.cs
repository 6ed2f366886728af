using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Training;

/// <summary>Builds a net layer by layer, each on the output of the one before.</summary>
internal sealed class NetBuilder
{
    private readonly Graph _graph = new();
    private readonly List<Node> _normalized = [];
    private readonly SplitMix _random;
    private readonly double _width;
    private int _layers;

    /// <param name="input">(1, ...), NHWC.</param>
    /// <param name="seed">Of the weights.</param>
    /// <param name="width">Factor of every number of channels but the last layer's; unless it is 1, multiples of 4 result.</param>
    public NetBuilder(Shape input, int seed, double width)
    {
        (_random, _width) = (new SplitMix((ulong)seed), width);
        Output = new Value { Name = "input", Type = ElementType.Float32, Shape = input };
        _graph.Inputs.Add(Output);
    }

    /// <summary>Of the latest layer; set to go on from an earlier one.</summary>
    public Value Output { get; set; }

    /// <summary>A number of channels at this net's width.</summary>
    public int Wide(int channels) => _width == 1 ? channels : Math.Max(4, (int)Math.Round(channels * _width / 4) * 4);

    public NetBuilder Convolution(int outC, (int H, int W) kernel, int stride, Activation activation, bool same = true, bool isNormalized = true, int strideW = 0)
    {
        var input = Output.Shape;
        var (h, w) = (Axis(input[1], kernel.H, stride, same), Axis(input[2], kernel.W, strideW > 0 ? strideW : stride, same));
        var record = new Conv2D
        {
            StrideH = stride,
            StrideW = strideW > 0 ? strideW : stride,
            DilationH = 1,
            DilationW = 1,
            PadTop = h.Before,
            PadLeft = w.Before,
            Activation = activation,
        };
        var weights = Weights(new Shape(outC, kernel.H, kernel.W, input[3]), kernel.H * kernel.W * input[3]);
        return Layer("conv", record, new Shape(input[0], h.Size, w.Size, outC), isNormalized, weights, Bias(outC));
    }

    public NetBuilder Depthwise((int H, int W) kernel, int stride, Activation activation)
    {
        var input = Output.Shape;
        var (h, w) = (Axis(input[1], kernel.H, stride, true), Axis(input[2], kernel.W, stride, true));
        var record = new DepthwiseConv2D
        {
            StrideH = stride,
            StrideW = stride,
            DilationH = 1,
            DilationW = 1,
            PadTop = h.Before,
            PadLeft = w.Before,
            DepthMultiplier = 1,
            Activation = activation,
        };
        var weights = Weights(new Shape(1, kernel.H, kernel.W, input[3]), kernel.H * kernel.W);
        return Layer("depthwise", record, new Shape(input[0], h.Size, w.Size, input[3]), true, weights, Bias(input[3]));
    }

    public NetBuilder Dense(int units, Activation activation, bool isNormalized = false)
    {
        var depth = Output.Shape.ElementCount;
        return Layer("dense", new FullyConnected { Activation = activation }, new Shape(1, units), isNormalized, Weights(new Shape(units, depth), depth), Bias(units));
    }

    public NetBuilder MaxPool(int sizeH, int sizeW)
    {
        var window = new PoolWindow { FilterH = sizeH, FilterW = sizeW, StrideH = sizeH, StrideW = sizeW };
        var shape = Output.Shape;
        return Layer("pool", new MaxPool2D { Window = window }, new Shape(shape[0], shape[1] / sizeH, shape[2] / sizeW, shape[3]), false);
    }

    /// <summary>Mean over height and width.</summary>
    public NetBuilder GlobalMean() => Layer("mean", new Mean { AxisMask = 0b110 }, new Shape(Output.Shape[0], Output.Shape[3]), false);

    /// <summary>Adds an earlier output of the same shape.</summary>
    public NetBuilder Add(Value earlier, Activation activation) => Layer("add", new Add { Activation = activation }, Output.Shape, false, earlier);

    public NetBuilder Reshape(params ReadOnlySpan<int> shape)
    {
        var target = new Shape(shape);
        return Output.Shape == target ? this : Layer("reshape", default(Reshape), target, false);
    }

    /// <summary>Gated recurrent units over (1, time, channels); the last state, (1, units).</summary>
    public NetBuilder Gru(int units)
    {
        var (time, channels) = (Output.Shape[1], Output.Shape[2]);
        Layer("time", new Transpose { Permutation = PerAxis.Of(1, 0, 2) }, new Shape(time, 1, channels), false);
        var record = new Recurrent
        {
            Cell = RecurrentCell.Gru,
            LinearBeforeReset = 1,
            Gate = new RecurrentActivation { Function = RecurrentFunction.Sigmoid },
            Candidate = new RecurrentActivation { Function = RecurrentFunction.Tanh },
        };
        var name = Name("gru");
        var (states, last) = (Computed($"{name}/states", new Shape(time, 1, units)), Computed(name, new Shape(1, units)));
        _graph.Nodes.Add(Node.Of(name, record,
            [Output, Recurrence(name, "input", units, channels), Recurrence(name, "recurrent", units, units), Value.Of<float>($"{name}/bias", new Shape(6 * units), new float[6 * units])],
            [states, last]));
        Output = last;
        return this;
    }

    /// <summary>Ends the net: with probabilities, or with the numbers as they are.</summary>
    public ZooNet Finish(bool softmax)
    {
        if (softmax)
        {
            Layer("scores", new Softmax { Beta = 1 }, Output.Shape, false);
        }

        Output.Name = "output";
        _graph.Outputs.Add(Output);
        return new ZooNet(_graph, _normalized);
    }

    private NetBuilder Layer<T>(string kind, in T record, Shape shape, bool isNormalized, params ReadOnlySpan<Value> others)
        where T : unmanaged, IOperatorRecord<T>
    {
        var name = Name(kind);
        if (shape.Span.IndexOfAnyExceptInRange(1, Shape.MaxDimension) >= 0)
        {
            throw new ArgumentException($"nothing is left of it at layer {name}, whose output would be {shape}");
        }

        var output = Computed(name, shape);
        foreach (var other in others)
        {
            other.Name = other.IsConstant ? $"{name}/{other.Name}" : other.Name;
        }

        var node = Node.Of(name, record, [Output, .. others], [output]);
        _graph.Nodes.Add(node);
        if (isNormalized)
        {
            _normalized.Add(node);
        }

        Output = output;
        return this;
    }

    private string Name(string kind) => $"{kind}{++_layers}";

    private static Value Computed(string name, Shape shape) => new() { Name = name, Type = ElementType.Float32, Shape = shape };

    private Value Weights(Shape shape, int fanIn) => Value.Of<float>("weights", shape, Random(shape.ElementCount, Math.Sqrt(6.0 / fanIn)));

    private Value Recurrence(string name, string what, int units, int inC) =>
        Value.Of<float>($"{name}/{what}", new Shape(3 * units, inC), Random(3 * units * inC, 1 / Math.Sqrt(units)));

    private static Value Bias(int channels) => Value.Of<float>("bias", new Shape(channels), new float[channels]);

    private float[] Random(int count, double limit) => [.. Enumerable.Range(0, count).Select(_ => (float)_random.Uniform(-limit, limit))];

    /// <summary>Output size and padding before; <c>SAME</c> padding as TensorFlow has it, its smaller half before.</summary>
    private static (int Size, int Before) Axis(int size, int kernel, int stride, bool same)
    {
        var output = same ? (size + stride - 1) / stride : ((size - kernel) / stride) + 1;
        return (output, same ? Math.Max(0, ((output - 1) * stride) + kernel - size) / 2 : 0);
    }
}
