using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using static EdgeTool.Training.TfliteTables;

namespace EdgeTool.Training;

/// <summary>
/// A trained <see cref="Network"/> as an int8 .tflite file, after post-training quantization: weights per output channel in
/// convolutions, per tensor in dense layers, activations by the ranges seen on calibration data; a softmax at the end.
/// </summary>
public static class SequentialTflite
{
    // Operators of the published schema, with the versions that introduced int8.
    private const int AveragePool2D = 1, Conv2D = 3, FullyConnected = 9, Reshape = 22, Softmax = 25;
    private const int Valid = 1, Relu = 1;

    /// <param name="network">Convolutions and pools, then dense layers.</param>
    /// <param name="input">Shape (1, 1, length, channels) of the input.</param>
    /// <param name="calibration">Examples the network was trained on.</param>
    /// <param name="contract">Travels as metadata.</param>
    public static byte[] Write(Network network, int[] input, IEnumerable<float[]> calibration, ModelContract contract)
    {
        var ranges = Enumerable.Range(0, network.Layers.Count + 1).Select(_ => new AffineRange()).ToArray();
        foreach (var example in calibration)
        {
            ranges[0].Observe(example);
            network.Forward(example, (layer, output) => ranges[layer + 1].Observe(output));
        }

        var file = new TfliteWriter(contract.Name);
        var current = new Tensor(file.Activation("window", input, ranges[0].Quantization), input, ranges[0].Quantization);
        file.Inputs.Add(current.Index);
        for (var i = 0; i < network.Layers.Count; i++)
        {
            current = network.Layers[i] switch
            {
                ConvolutionLayer layer => Convolve(file, layer, current, ranges[i + 1].Quantization, i),
                AveragePoolLayer layer => Pool(file, layer, current, i),
                DenseLayer layer => Connect(file, layer, current, ranges[i + 1].Quantization, i),
                var layer => throw new ArgumentException($"{layer.GetType().Name} has no TFLite operator.", nameof(network)),
            };
        }

        // The specification fixes the quantization of probabilities.
        var scores = file.Activation("scores", current.Shape, new Int8Quantization(1f / 256, sbyte.MinValue));
        file.Operator(Softmax, 2, [current.Index], scores, 9, Float(0, 1));
        file.Outputs.Add(scores);
        file.Metadata(TfliteImporter.ContractMetadata, ContractJson.ToBytes(contract));
        return file.ToBytes();
    }

    private static Tensor Convolve(TfliteWriter file, ConvolutionLayer layer, Tensor input, Int8Quantization output, int number)
    {
        var weights = SymmetricWeights.Of(layer.Weights, layer.Bias, input.Quantization.Scale, perChannel: true);
        int[] shape = [1, 1, layer.Positions, layer.OutC];
        var result = file.Activation($"conv{number}", shape, output);
        int[] operands =
        [
            input.Index,
            file.Constant($"conv{number}/weights", TfliteType.Int8, [layer.OutC, 1, layer.Taps, layer.InC], weights.Stored, weights.Scales),
            Bias(file, $"conv{number}/bias", weights, input),
        ];
        file.Operator(Conv2D, 3, operands, result, 1, Byte(0, 0), Int32(1, layer.Stride), Int32(2, 1), Byte(3, Relu), Int32(4, 1), Int32(5, 1));
        return new Tensor(result, shape, output);
    }

    private static Tensor Pool(TfliteWriter file, AveragePoolLayer layer, Tensor input, int number)
    {
        int[] shape = [1, 1, layer.Length / layer.Size, layer.Channels];
        var result = file.Activation($"pool{number}", shape, input.Quantization);
        file.Operator(
            AveragePool2D, 2, [input.Index], result, 5, Byte(0, Valid), Int32(1, layer.Size), Int32(2, 1), Int32(3, layer.Size), Int32(4, 1));
        return new Tensor(result, shape, input.Quantization);
    }

    private static Tensor Connect(TfliteWriter file, DenseLayer layer, Tensor input, Int8Quantization output, int number)
    {
        if (input.Shape.Length != 2)
        {
            int[] flat = [1, layer.InC];
            var reshaped = file.Activation($"flat{number}", flat, input.Quantization);
            file.Operator(Reshape, 1, [input.Index, file.Constant($"flat{number}/shape", TfliteType.Int32, [2], flat, [])], reshaped, 0);
            input = new Tensor(reshaped, flat, input.Quantization);
        }

        var weights = SymmetricWeights.Of(layer.Weights, layer.Bias, input.Quantization.Scale, perChannel: false);
        int[] shape = [1, layer.OutC];
        var result = file.Activation($"dense{number}", shape, output);
        int[] operands =
        [
            input.Index,
            file.Constant($"dense{number}/weights", TfliteType.Int8, [layer.OutC, layer.InC], weights.Stored, weights.Scales),
            Bias(file, $"dense{number}/bias", weights, input),
        ];
        file.Operator(FullyConnected, 4, operands, result, 8, Byte(0, 0));
        return new Tensor(result, shape, output);
    }

    private static int Bias(TfliteWriter file, string name, SymmetricWeights weights, Tensor input) => file.Constant(
        name, TfliteType.Int32, [weights.Bias.Length], weights.Bias, Array.ConvertAll(weights.Scales, s => s * input.Quantization.Scale));

    private readonly record struct Tensor(int Index, int[] Shape, Int8Quantization Quantization);
}
