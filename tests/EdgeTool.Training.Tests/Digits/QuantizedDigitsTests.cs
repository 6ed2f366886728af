using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;
using TestKit;

namespace EdgeTool.Training.Tests;

/// <summary>The LeNets of LeCun et al. 1998, trained here on 60,000 digits and quantized as <c>pack --calibration</c> does it.</summary>
[Trait("Category", "Slow")]
public class QuantizedDigitsTests
{
    private const int TrainingImages = 60_000, Epochs = 3, Batch = 32;
    private const double LearningRate = 2e-3;

    /// <summary>Error of int8 over float, as a share of the test images: 0.05 points.</summary>
    private const double MostLoss = 0.0005;

    private static readonly QuantizerOptions Default = new() { AdaRound = true, BiasCorrect = true, WideHead = true };

    [SharedFact]
    public void LeNet300100LosesNothing()
    {
        var random = new SplitMix(1);
        var network = Trained(new Network([Dense(784, 300), Dense(300, 100), new DenseLayer(100, 10, random)]));
        LosesNothing(NetworkGraph.Of(network, 1, 784), floatAtLeast: 0.97);

        ConvolutionLayer Dense(int inC, int outC) => new(1, inC, outC, 1, 1, random);
    }

    [SharedFact]
    public void LeNet5LosesNothing()
    {
        var random = new SplitMix(2);
        var network = Trained(new Network(
        [
            new ImageConvolutionLayer(28, 1, 6, 5, 2, random),
            new ImagePoolLayer(28, 6),
            new ImageConvolutionLayer(14, 6, 16, 5, 0, random),
            new ImagePoolLayer(10, 16),
            new ConvolutionLayer(1, 400, 120, 1, 1, random),
            new ConvolutionLayer(1, 120, 84, 1, 1, random),
            new DenseLayer(84, 10, random),
        ]));
        LosesNothing(NetworkGraph.Of(network, 1, 28, 28, 1), floatAtLeast: 0.98);
    }

    private static Network Trained(Network network)
    {
        var (data, random, optimizer) = (MnistData.Train(TrainingImages), new SplitMix(3), new Adam(network.Parameters));
        var order = Enumerable.Range(0, TrainingImages).ToArray();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var (batch, number) in order.Chunk(Batch).Select((b, n) => (b, n)))
            {
                foreach (var i in batch)
                {
                    network.Learn(data.Images[i], data.Labels[i]);
                }

                var done = (epoch + ((double)number * Batch / order.Length)) / Epochs;
                optimizer.Step(LearningRate * (1 - done), batch.Length);
            }
        }

        return network;
    }

    private static void LosesNothing(Graph graph, double floatAtLeast)
    {
        var test = MnistData.Test();
        var meter = new DamageMeter(graph, test.Samples(test.Images.Length));
        var damage = meter.Measure(Quantizer.Plan(graph, MnistData.Train(256).Samples(256), Default));
        Assert.True(meter.Reference.Top1 >= floatAtLeast && damage.Drop(meter.Reference) <= MostLoss, $"float {meter.Reference.Top1}, int8 {damage}");
    }
}
