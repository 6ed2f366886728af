using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Tests.Quantization;

/// <summary>Small float networks made by hand, with random weights and inputs of a fixed seed.</summary>
internal static class FloatNets
{
    /// <summary>conv 3x3 relu, depthwise 3x3 relu, conv 1x1, concat of it with itself pooled, mean, dense, softmax.</summary>
    /// <param name="spread">Filter c of the first layer is spread^c times as large, and read so much smaller.</param>
    public static Graph Small(int seed, float spread = 1)
    {
        var random = new Random(seed);
        var graph = new Graph();
        var x = Value("x", 1, 8, 8, 3);
        graph.Inputs.Add(x);
        var a = Conv(graph, random, "a", x, 4, 3, Activation.Relu, c => MathF.Pow(spread, c), _ => 1);
        var b = Depthwise(graph, random, "b", a, c => MathF.Pow(spread, -c));
        var c1 = Conv(graph, random, "c", b, 6, 1, Activation.None, _ => 1, _ => 1);
        var t = Value("t", 1, 8, 8, 6);
        graph.Nodes.Add(Node.Of("t", default(Tanh), [c1], [t]));
        var joined = Value("joined", 1, 8, 8, 12);
        graph.Nodes.Add(Node.Of("joined", new Concatenation { Axis = 3 }, [c1, t], [joined]));
        var mean = Value("mean", 1, 12);
        graph.Nodes.Add(Node.Of("mean", new Mean { AxisMask = 0b110 }, [joined], [mean]));
        var dense = Value("dense", 1, 5);
        graph.Nodes.Add(Node.Of("dense", default(FullyConnected), [mean, Random(random, "dense/w", 5, 12), Random(random, "dense/b", 5)], [dense]));
        var y = Value("y", 1, 5);
        graph.Nodes.Add(Node.Of("y", new Softmax { Beta = 1 }, [dense], [y]));
        graph.Outputs.Add(y);
        return graph;
    }

    /// <summary>Three layers of one input joined, of which the second is <paramref name="ratio"/> times as large and read so much smaller, and a layer behind.</summary>
    public static Graph Joined(int seed, bool isDense, float ratio)
    {
        const int Features = 4, Inputs = 3;
        var random = new Random(seed);
        var graph = new Graph();
        var x = isDense ? Value("x", 1, 6) : Value("x", 1, 6, 6, 3);
        graph.Inputs.Add(x);
        float Size(int input) => input == 1 ? ratio : 1;
        Value[] inputs = [.. Enumerable.Range(0, Inputs).Select(i => isDense
            ? Dense(graph, random, $"input{i}", x, Features, _ => Size(i))
            : Conv(graph, random, $"input{i}", x, Features, 3, Activation.Relu, _ => Size(i), _ => 1))];
        var joined = isDense ? Value("joined", 1, Inputs * Features) : Value("joined", 1, 6, 6, Inputs * Features);
        graph.Nodes.Add(Node.Of("joined", new Concatenation { Axis = joined.Shape.Rank - 1 }, inputs, [joined]));
        graph.Outputs.Add(isDense
            ? Dense(graph, random, "behind", joined, 5, c => 1 / Size(c / Features))
            : Conv(graph, random, "behind", joined, 5, 1, Activation.None, _ => 1, c => 1 / Size(c / Features)));
        return graph;
    }

    /// <summary>A GRU or LSTM over 6 steps of 10 features, and a dense layer on its last state.</summary>
    public static Graph Sequence(int seed, RecurrentCell cell, int units)
    {
        const int Time = 6, Features = 10;
        var random = new Random(seed);
        var graph = new Graph();
        var x = Value("x", Time, 1, Features);
        graph.Inputs.Add(x);
        var (sigmoid, tanh) = (new RecurrentActivation { Function = RecurrentFunction.Sigmoid }, new RecurrentActivation { Function = RecurrentFunction.Tanh });
        var record = new Recurrent { Cell = cell, Gate = sigmoid, Candidate = tanh, Output = tanh };
        Value?[] inputs =
        [
            x, Random(random, "w", record.Gates * units, Features), Random(random, "r", record.Gates * units, units), Random(random, "b", 2 * record.Gates * units),
        ];
        Value[] outputs = [Value("states", Time, 1, units), Value("last", 1, units), Value("cell", 1, units)];
        graph.Nodes.Add(Node.Of("recurrent", record, inputs, cell == RecurrentCell.Lstm ? outputs : outputs[..2]));
        graph.Outputs.Add(Dense(graph, random, "dense", outputs[1], 5, _ => 1));
        return graph;
    }

    public static InputSamples Inputs(Graph graph, int count, int seed, float magnitude = 1)
    {
        var random = new Random(seed);
        return InputSamples.Of(Enumerable.Range(0, count).Select(_ =>
        {
            var values = new float[graph.Inputs[0].Shape.ElementCount];
            foreach (ref var v in values.AsSpan())
            {
                v = magnitude * ((2 * random.NextSingle()) - 1);
            }

            return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        }));
    }

    public static Value Value(string name, params ReadOnlySpan<int> shape) => new() { Name = name, Type = ElementType.Float32, Shape = new Shape(shape) };

    private static Value Conv(Graph graph, Random random, string name, Value input, int outC, int kernel, Activation activation, Func<int, float> written, Func<int, float> read)
    {
        var inC = input.Shape[3];
        var weights = Random(random, $"{name}/w", (c, k) => written(c) * read(k % inC), outC, kernel, kernel, inC);
        var drawn = Random(random, $"{name}/b", (c, _) => written(c), outC);

        // Above 0, so that no channel is dead behind a Relu.
        var bias = Compiler.Value.Of<float>(drawn.Name, drawn.Shape, Array.ConvertAll(drawn.ConstantAs<float>().ToArray(), Math.Abs));
        var output = Value(name, 1, input.Shape[1], input.Shape[2], outC);
        var record = new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = kernel / 2, PadLeft = kernel / 2, Activation = activation };
        graph.Nodes.Add(Node.Of(name, record, [input, weights, bias], [output]));
        return output;
    }

    /// <param name="read">Factor of the weights that read an input channel.</param>
    private static Value Dense(Graph graph, Random random, string name, Value input, int units, Func<int, float> read)
    {
        var output = Value(name, 1, units);
        var weights = Random(random, $"{name}/w", (_, k) => read(k), units, input.Shape[-1]);
        graph.Nodes.Add(Node.Of(name, default(FullyConnected), [input, weights, Random(random, $"{name}/b", units)], [output]));
        return output;
    }

    private static Value Depthwise(Graph graph, Random random, string name, Value input, Func<int, float> read)
    {
        var channels = input.Shape[3];
        var weights = Random(random, $"{name}/w", (_, _) => 1, 1, 3, 3, channels);
        var scaled = weights.ConstantAs<float>().ToArray();
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] *= read(i % channels);
        }

        var output = Value(name, 1, input.Shape[1], input.Shape[2], channels);
        var record = new DepthwiseConv2D
        {
            StrideH = 1,
            StrideW = 1,
            DilationH = 1,
            DilationW = 1,
            PadTop = 1,
            PadLeft = 1,
            DepthMultiplier = 1,
            Activation = Activation.Relu,
        };
        graph.Nodes.Add(Node.Of(name, record, [input, Compiler.Value.Of<float>(weights.Name, weights.Shape, scaled), Random(random, $"{name}/b", channels)], [output]));
        return output;
    }

    private static Value Random(Random random, string name, params ReadOnlySpan<int> shape) => Random(random, name, (_, _) => 1, shape);

    /// <param name="scale">Factor of element k of row c (first axis).</param>
    private static Value Random(Random random, string name, Func<int, int, float> scale, params ReadOnlySpan<int> shape)
    {
        var dimensions = new Shape(shape);
        var values = new float[dimensions.ElementCount];
        var row = dimensions.Rank > 1 ? dimensions.Product(1, dimensions.Rank) : 1;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = scale(i / row, i % row) * ((random.NextSingle() * 2) - 1) / MathF.Sqrt(row);
        }

        return Compiler.Value.Of<float>(name, dimensions, values);
    }
}
