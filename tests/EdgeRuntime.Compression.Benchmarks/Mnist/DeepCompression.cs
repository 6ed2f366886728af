using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>
/// Prunes, clusters and quantizes a LeNet and stores it entropy-coded: Han et al., "Deep Compression" (2016), with a gradual schedule, LAMP
/// and int8.
/// </summary>
/// <param name="Name">Of the net.</param>
/// <param name="Make">The untrained net.</param>
/// <param name="Epochs">Of the float net, of pruning, of training centroids.</param>
/// <param name="Share">Of the weights that leaves.</param>
/// <param name="Clusters">Values per layer beside zero.</param>
internal sealed record DeepCompression(string Name, Func<Graph> Make, (int Float, int Pruning, int Centroids) Epochs, double Share, int Clusters) : ICompression
{
    private const int Batch = 128, CalibrationEvery = 120;

    public static DeepCompression LeNet300100 { get; } = new("LeNet-300-100", LeNets.LeNet300100, (8, 14, 4), 0.945, 16);

    public static DeepCompression LeNet5 { get; } = new("LeNet-5", LeNets.LeNet5, (5, 6, 2), 0.95, 16);

    public string Method => "prune, cluster, int8, entropy code";

    public string DataSet => $"MNIST {Name}";

    public CompressionRow Run(Action<string> progress)
    {
        var (graph, data, test) = (Make(), MnistData.Train(), MnistData.Test().Samples());
        Train("float net", graph, data, Epochs.Float, 1e-3, [], progress);
        var before = new PackedModel(graph);
        var accuracy = before.Accuracy(test);
        var pruning = new GradualPruning(SparsityPattern.Single, PruningScope.Adaptive, Share, WeightImportance.Magnitude);
        Train("pruning", graph, data, Epochs.Pruning, 1e-3, [pruning], progress);
        Train("centroids", graph, data, Epochs.Centroids, 2e-4, [new SharedWeights(Clusters)], progress);
        progress($"{Name}: quantizing");
        var plan = Quantizer.Plan(graph, data.Samples(CalibrationEvery), new QuantizerOptions { IntegerInterface = true });
        var after = new PackedModel(GraphQuantizer.Quantize(plan).Graph);
        return new CompressionRow(
            Method, DataSet, accuracy, after.Accuracy(test), GraphSize.WeightBytes(graph), after.Bytes.Length, before.Macs, after.Macs, before.TimeOver(after));
    }

    private void Train(string what, Graph graph, MnistData data, int epochs, double rate, IReadOnlyList<ITrainingMethod> methods, Action<string> progress)
    {
        using var twin = Twin.Of(graph);
        var options = new TrainingOptions { Epochs = epochs, Batch = Batch, LearningRate = rate };
        Trainer.Run(twin, data.For(graph.Inputs[0].Shape), null, options, methods, p =>
        {
            if (p.StepsDone % 200 == 0)
            {
                progress($"{Name}: {what}, epoch {p.Epoch} of {p.Epochs}, loss {p.Loss:F4}");
            }
        });
        twin.WriteBack();
    }
}
