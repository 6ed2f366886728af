using EdgeRuntime.Model;

namespace EdgeTool.Training;

/// <summary>Architectures by name.</summary>
public static class NetZoo
{
    private static readonly Dictionary<string, Func<NetBuilder, int, int, ZooNet>> All = new()
    {
        ["lenet-300-100"] = LeNet300100,
        ["lenet-5"] = LeNet5,
        ["ds-cnn"] = DsCnn,
        ["mobilenet"] = MobileNet,
        ["resnet-8"] = ResNet8,
        ["imu-cnn"] = ImuCnn,
        ["autoencoder"] = Autoencoder,
        ["gru"] = GruNet,
    };

    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>A net with random weights.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="input">(1, ...): images (1, height, width, channels), sequences (1, time, channels); one channel may be left out.</param>
    /// <param name="outputs">Classes.</param>
    /// <param name="seed">Of the weights.</param>
    /// <param name="width">Factor of the numbers of channels.</param>
    /// <param name="depth">Blocks more, or fewer, than usual.</param>
    /// <exception cref="RecipeException">No such net, or the input is not of its kind.</exception>
    public static ZooNet Create(string name, Shape input, int outputs, int seed, double width = 1, int depth = 0)
    {
        if (!All.TryGetValue(name, out var create))
        {
            throw new RecipeException($"There is no net '{name}' in the zoo: {string.Join(", ", All.Keys)}.");
        }

        try
        {
            var net = create(new NetBuilder(input, seed, width), outputs, depth);
            net.Graph.Nodes.ForEach(n => n.CheckLaw());
            return net;
        }
        catch (Exception e) when (e is Compiler.ImportException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new RecipeException($"The net '{name}' of width {width} cannot take an input of {input}: {e.Message}", e);
        }
    }

    /// <summary>LeCun et al. 1998, the fully connected one.</summary>
    private static ZooNet LeNet300100(NetBuilder net, int outputs, int depth) => net
        .Reshape(1, net.Output.Shape.ElementCount).Dense(net.Wide(300), Activation.Relu).Dense(net.Wide(100), Activation.Relu)
        .Dense(outputs, Activation.None).Finish(softmax: true);

    /// <summary>The form with 20 and 50 filters and 500 units, which papers on pruning take: 431,080 weights on 28x28 pixels.</summary>
    private static ZooNet LeNet5(NetBuilder net, int outputs, int depth) => Image(net)
        .Convolution(net.Wide(20), (5, 5), 1, Activation.None, same: false, isNormalized: false).MaxPool(2, 2)
        .Convolution(net.Wide(50), (5, 5), 1, Activation.None, same: false, isNormalized: false).MaxPool(2, 2)
        .Dense(net.Wide(500), Activation.Relu).Dense(outputs, Activation.None).Finish(softmax: true);

    /// <summary>Depthwise separable convolutions over a spectrogram, (1, time, bands, 1) (Zhang et al. 2017).</summary>
    private static ZooNet DsCnn(NetBuilder net, int outputs, int depth)
    {
        Image(net).Convolution(net.Wide(64), (10, 4), 2, Activation.Relu);
        for (var block = 0; block < Math.Max(1, 4 + depth); block++)
        {
            net.Depthwise((3, 3), 1, Activation.Relu).Convolution(net.Wide(64), (1, 1), 1, Activation.Relu);
        }

        return net.GlobalMean().Dense(outputs, Activation.None).Finish(softmax: true);
    }

    /// <summary>Inverted residuals with linear bottlenecks (Sandler et al. 2018), for small images.</summary>
    private static ZooNet MobileNet(NetBuilder net, int outputs, int depth)
    {
        Image(net).Convolution(net.Wide(16), (3, 3), 1, Activation.Relu6);
        foreach (var (channels, stride, repeats) in (ReadOnlySpan<(int, int, int)>)[(16, 1, 1), (24, 2, 2 + depth), (32, 2, 2 + depth), (64, 1, 1 + depth)])
        {
            for (var i = 0; i < Math.Max(1, repeats); i++)
            {
                var input = net.Output;
                net.Convolution(4 * input.Shape[3], (1, 1), 1, Activation.Relu6).Depthwise((3, 3), i == 0 ? stride : 1, Activation.Relu6)
                    .Convolution(net.Wide(channels), (1, 1), 1, Activation.None);
                _ = net.Output.Shape == input.Shape ? net.Add(input, Activation.None) : net;
            }
        }

        return net.Convolution(net.Wide(128), (1, 1), 1, Activation.Relu6).GlobalMean().Dense(outputs, Activation.None).Finish(softmax: true);
    }

    /// <summary>Three residual blocks (He et al. 2016), as MLPerf Tiny has it.</summary>
    private static ZooNet ResNet8(NetBuilder net, int outputs, int depth)
    {
        Image(net).Convolution(net.Wide(16), (3, 3), 1, Activation.Relu);
        foreach (var (channels, stride) in ((int, int)[])[(16, 1), (32, 2), (64, 2), .. Enumerable.Repeat((64, 1), Math.Max(0, depth))])
        {
            var input = net.Output;
            var shortcut = stride == 1 && input.Shape[3] == net.Wide(channels) ? input : net.Convolution(net.Wide(channels), (1, 1), stride, Activation.None).Output;
            net.Output = input;
            net.Convolution(net.Wide(channels), (3, 3), stride, Activation.Relu).Convolution(net.Wide(channels), (3, 3), 1, Activation.None)
                .Add(shortcut, Activation.Relu);
        }

        return net.GlobalMean().Dense(outputs, Activation.None).Finish(softmax: true);
    }

    /// <summary>Convolutions along time over the channels of a motion sensor, (1, time, channels).</summary>
    private static ZooNet ImuCnn(NetBuilder net, int outputs, int depth)
    {
        Sequence(net);
        net.Reshape(1, 1, net.Output.Shape[1], net.Output.Shape[2]).Convolution(net.Wide(32), (1, 5), 1, Activation.Relu).MaxPool(1, 2);
        for (var block = 0; block < Math.Max(0, 1 + depth); block++)
        {
            net.Convolution(net.Wide(64), (1, 5), 1, Activation.Relu).MaxPool(1, 2);
        }

        return net.Convolution(net.Wide(64), (1, 3), 1, Activation.Relu).GlobalMean().Dense(outputs, Activation.None).Finish(softmax: true);
    }

    /// <summary>A dense bottleneck that gives back its input, for anomalies.</summary>
    private static ZooNet Autoencoder(NetBuilder net, int outputs, int depth)
    {
        var shape = net.Output.Shape;
        net.Reshape(1, shape.ElementCount);
        foreach (var units in (int[])[.. Enumerable.Repeat(128, Math.Max(1, 2 + depth)), 8, .. Enumerable.Repeat(128, Math.Max(1, 2 + depth))])
        {
            net.Dense(net.Wide(units), Activation.Relu, isNormalized: true);
        }

        return net.Dense(shape.ElementCount, Activation.None).Reshape(shape.Span).Finish(softmax: false);
    }

    /// <summary>One recurrent layer over a sequence, (1, time, channels).</summary>
    private static ZooNet GruNet(NetBuilder net, int outputs, int depth) =>
        Sequence(net).Gru(net.Wide(64)).Dense(outputs, Activation.None).Finish(softmax: true);

    /// <summary>(1, height, width, channels)</summary>
    private static NetBuilder Image(NetBuilder net)
    {
        var shape = net.Output.Shape;
        return shape.Rank == 4 ? net : net.Reshape(1, shape[-2], shape[-1], 1);
    }

    /// <summary>(1, time, channels)</summary>
    private static NetBuilder Sequence(NetBuilder net)
    {
        var shape = net.Output.Shape;
        return shape.Rank >= 3 ? net.Reshape(1, shape.ElementCount / shape[-1], shape[-1]) : net.Reshape(1, shape[-1], 1);
    }
}
