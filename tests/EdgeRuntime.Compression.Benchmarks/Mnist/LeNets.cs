using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>The two nets of "Deep Compression" (Han et al. 2016), untrained.</summary>
internal static class LeNets
{
    /// <summary>784-300-100-10, 266,610 weights.</summary>
    public static Graph LeNet300100()
    {
        var (graph, random) = (new Graph(), new SplitMix(1));
        var x = Input(graph, 1, 784);
        x = Dense(graph, random, "fc1", x, 300, Activation.Relu);
        x = Dense(graph, random, "fc2", x, 100, Activation.Relu);
        return Scores(graph, Dense(graph, random, "fc3", x, 10, Activation.None));
    }

    /// <summary>Convolutions of 20 and 50 filters of 5x5, then 800-500-10: 431,080 weights.</summary>
    public static Graph LeNet5()
    {
        var (graph, random) = (new Graph(), new SplitMix(2));
        var x = Input(graph, 1, 28, 28, 1);
        x = Pool(graph, "pool1", Convolution(graph, random, "conv1", x, 20));
        x = Pool(graph, "pool2", Convolution(graph, random, "conv2", x, 50));
        var flat = Computed("flat", 1, 800);
        graph.Nodes.Add(Node.Of("flat", default(Reshape), [x], [flat]));
        x = Dense(graph, random, "fc1", flat, 500, Activation.Relu);
        return Scores(graph, Dense(graph, random, "fc2", x, 10, Activation.None));
    }

    private static Value Input(Graph graph, params ReadOnlySpan<int> shape)
    {
        var image = Computed("image", shape);
        graph.Inputs.Add(image);
        return image;
    }

    private static Value Dense(Graph graph, SplitMix random, string name, Value input, int outC, Activation activation)
    {
        var output = Computed(name, 1, outC);
        graph.Nodes.Add(Node.Of(name, new FullyConnected { Activation = activation }, [input, Drawn(random, name, outC, input.Shape[1]), Zeros(name, outC)], [output]));
        return output;
    }

    private static Value Convolution(Graph graph, SplitMix random, string name, Value input, int outC)
    {
        const int Taps = 5;
        var output = Computed(name, 1, input.Shape[1] - Taps + 1, input.Shape[2] - Taps + 1, outC);
        var record = new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1 };
        graph.Nodes.Add(Node.Of(name, record, [input, Drawn(random, name, outC, Taps, Taps, input.Shape[3]), Zeros(name, outC)], [output]));
        return output;
    }

    private static Value Pool(Graph graph, string name, Value input)
    {
        var output = Computed(name, 1, input.Shape[1] / 2, input.Shape[2] / 2, input.Shape[3]);
        graph.Nodes.Add(Node.Of(name, new MaxPool2D { Window = new PoolWindow { FilterH = 2, FilterW = 2, StrideH = 2, StrideW = 2 } }, [input], [output]));
        return output;
    }

    private static Graph Scores(Graph graph, Value logits)
    {
        var scores = Computed("scores", 1, 10);
        graph.Nodes.Add(Node.Of("scores", new Softmax { Beta = 1 }, [logits], [scores]));
        graph.Outputs.Add(scores);
        return graph;
    }

    /// <summary>Normal numbers of variance 2 / inputs (He et al. 2015).</summary>
    private static Value Drawn(SplitMix random, string name, params ReadOnlySpan<int> shape)
    {
        var weights = new float[new Shape(shape).ElementCount];
        var deviation = Math.Sqrt(2.0 / (weights.Length / shape[0]));
        foreach (ref var weight in weights.AsSpan())
        {
            weight = (float)(deviation * random.Normal());
        }

        return Value.Of<float>($"{name}/weights", new Shape(shape), weights);
    }

    private static Value Zeros(string name, int count) => Value.Of<float>($"{name}/bias", new Shape(count), new float[count]);

    private static Value Computed(string name, params ReadOnlySpan<int> shape) => new() { Name = name, Type = ElementType.Float32, Shape = new Shape(shape) };
}
