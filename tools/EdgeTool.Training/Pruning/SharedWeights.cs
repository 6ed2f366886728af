using EdgeTool.Compiler.Pruning;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// Trains centroids in place of weights: all weights of a cluster move by the mean of what each would move by, and zeros stay zeros
/// (Han et al., "Deep Compression", 2016, section 3.3).
/// </summary>
public sealed class SharedWeights : ITrainingMethod
{
    private readonly int _clusters;
    private readonly List<(Tensor Parameter, Tensor Assignment, Tensor Counts)> _layers = [];

    /// <param name="clusters">Different values of each layer beside zero, at most.</param>
    public SharedWeights(int clusters) => _clusters = clusters;

    public IEnumerable<Tensor> State => _layers.SelectMany(l => (Tensor[])[l.Assignment, l.Counts]);

    public void Begin(TrainingRun run)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var layer in WeightMasks.LayersOf(run.Twin.Graph))
        {
            var parameter = run.Twin.Parameters[layer.Weights];
            var (assignment, centroids) = WeightClustering.Of(parameter.detach().reshape(-1).data<float>().ToArray(), _clusters);

            // Cluster 0 is the zeros.
            var indices = tensor(Array.ConvertAll(assignment, a => a + 1L));
            var counts = zeros(_clusters + 1).index_add_(0, indices, ones(assignment.Length), 1).clamp_(min: 1);
            parameter.copy_(tensor((float[])[0, .. centroids]).index_select(0, indices).reshape(parameter.shape));
            _layers.Add((parameter, indices.MoveToOuterDisposeScope(), counts.MoveToOuterDisposeScope()));
        }
    }

    public void AfterUpdate(TrainingStep step)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (parameter, assignment, counts) in _layers)
        {
            var means = zeros(_clusters + 1).index_add_(0, assignment, parameter.reshape(-1), 1).div_(counts);
            means[0] = tensor(0f);
            parameter.copy_(means.index_select(0, assignment).reshape(parameter.shape));
        }
    }
}
