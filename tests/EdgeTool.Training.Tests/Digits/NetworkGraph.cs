using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Training.Tests;

/// <summary>A trained network as a float graph, with a softmax at the end.</summary>
internal static class NetworkGraph
{
    public static Graph Of(Network network, params ReadOnlySpan<int> inputShape)
    {
        var graph = new Graph();
        var value = Computed("image", inputShape);
        graph.Inputs.Add(value);
        for (var i = 0; i < network.Layers.Count; i++)
        {
            value = network.Layers[i] switch
            {
                ImageConvolutionLayer layer => Convolve(graph, layer, value, $"conv{i}"),
                ImagePoolLayer layer => Pool(graph, layer, value, $"pool{i}"),
                ConvolutionLayer { Length: 1, Taps: 1 } layer => Connect(graph, layer.Weights, layer.Bias, Activation.Relu, value, $"dense{i}"),
                DenseLayer layer => Connect(graph, layer.Weights, layer.Bias, Activation.None, value, $"dense{i}"),
                var layer => throw new ArgumentException(layer.GetType().Name, nameof(network)),
            };
        }

        var scores = Computed("scores", 1, value.Shape[1]);
        graph.Nodes.Add(Node.Of("scores", new Softmax { Beta = 1 }, [value], [scores]));
        graph.Outputs.Add(scores);
        return graph;
    }

    private static Value Convolve(Graph graph, ImageConvolutionLayer layer, Value input, string name)
    {
        var output = Computed(name, 1, layer.OutSide, layer.OutSide, layer.OutC);
        var record = new Conv2D
        {
            StrideH = 1,
            StrideW = 1,
            DilationH = 1,
            DilationW = 1,
            PadTop = layer.Padding,
            PadLeft = layer.Padding,
            Activation = Activation.Relu,
        };
        var weights = Value.Of<float>($"{name}/weights", new Shape(layer.OutC, layer.Taps, layer.Taps, layer.InC), layer.Weights.Values);
        graph.Nodes.Add(Node.Of(name, record, [input, weights, Value.Of<float>($"{name}/bias", new Shape(layer.OutC), layer.Bias.Values)], [output]));
        return output;
    }

    private static Value Pool(Graph graph, ImagePoolLayer layer, Value input, string name)
    {
        var output = Computed(name, 1, layer.Side / 2, layer.Side / 2, layer.Channels);
        graph.Nodes.Add(Node.Of(name, new MaxPool2D { Window = new PoolWindow { FilterH = 2, FilterW = 2, StrideH = 2, StrideW = 2 } }, [input], [output]));
        return output;
    }

    private static Value Connect(Graph graph, LayerParameter weights, LayerParameter bias, Activation activation, Value input, string name)
    {
        var (inC, outC) = (weights.Values.Length / bias.Values.Length, bias.Values.Length);
        if (input.Shape.Rank != 2)
        {
            var flat = Computed($"{name}/flat", 1, inC);
            graph.Nodes.Add(Node.Of($"{name}/flat", default(Reshape), [input], [flat]));
            input = flat;
        }

        var output = Computed(name, 1, outC);
        graph.Nodes.Add(Node.Of(name, new FullyConnected { Activation = activation },
            [input, Value.Of<float>($"{name}/weights", new Shape(outC, inC), weights.Values), Value.Of<float>($"{name}/bias", new Shape(outC), bias.Values)], [output]));
        return output;
    }

    private static Value Computed(string name, params ReadOnlySpan<int> shape) => new() { Name = name, Type = ElementType.Float32, Shape = new Shape(shape) };
}
