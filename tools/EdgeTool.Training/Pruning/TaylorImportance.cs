using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// How much the loss changes without a channel, to first order: the square of the sum of weight × gradient over all weights of each of its lanes,
/// averaged over batches (Molchanov et al., "Importance estimation for neural network pruning", 2019, equation 8).
/// </summary>
public sealed class TaylorImportance : IChannelImportance
{
    private const int Batch = 64, MostBatches = 32;

    private readonly Dictionary<ValueAxis, double[]> _squares = [];

    private TaylorImportance()
    {
    }

    public string Name => "taylor";

    /// <summary>Takes gradients of the loss on some examples.</summary>
    /// <param name="graph">Whose channels are meant.</param>
    /// <param name="data">Drawn from.</param>
    /// <param name="options">What the loss is, and the seed.</param>
    public static TaylorImportance Measure(Graph graph, TrainingData data, TrainingOptions options)
    {
        using var twin = Twin.Of(graph);
        twin.eval();
        var (result, order) = (new TaylorImportance(), Enumerable.Range(0, data.Count).ToArray());
        new SplitMix((ulong)options.Seed + 31).Shuffle(order);
        var run = new TrainingRun(twin, options, data, TrainingLoss.ScoresOf(graph), 1);
        foreach (var examples in order.Chunk(Batch).Take(MostBatches))
        {
            using var scope = NewDisposeScope();
            var inputs = data.Batch(examples);
            var labels = data.Labels.Length == 0 ? null : tensor(Array.ConvertAll(examples, e => (long)data.Labels[e]));
            twin.zero_grad();
            TrainingLoss.Of(new TrainingStep(run, 0, examples, inputs, labels, twin.Run(inputs))).backward();
            foreach (var (value, parameter) in twin.Parameters.Where(p => p.Value.grad is not null))
            {
                using var frozen = no_grad();
                result.Add(value, parameter * parameter.grad!);
            }
        }

        return result;
    }

    public double Of(Channel channel) => channel.Lanes.Sum(lane => _squares.TryGetValue(lane.Axis, out var squares) ? squares[lane.Index] : 0);

    private void Add(Value value, Tensor products)
    {
        for (var axis = 0; axis < value.Shape.Rank; axis++)
        {
            var others = Enumerable.Range(0, value.Shape.Rank).Where(a => a != axis).Select(a => (long)a).ToArray();
            var sums = TwinTensors.Floats(others.Length == 0 ? products : products.sum(others));
            var key = new ValueAxis(value, axis);
            var squares = _squares.TryGetValue(key, out var known) ? known : _squares[key] = new double[sums.Length];
            for (var i = 0; i < sums.Length; i++)
            {
                squares[i] += (double)sums[i] * sums[i];
            }
        }
    }
}
