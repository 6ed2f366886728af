using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// Prunes single weights, blocks or N:M groups while the net learns to do without them: the share that has left grows as a cubic curve
/// (Zhu and Gupta, "To prune, or not to prune", 2017, arXiv:1710.01878, equation 1), then the masks stay and the rest is trained on.
/// </summary>
public sealed class GradualPruning : ITrainingMethod
{
    /// <summary>Share of all steps after which the masks stay as they are.</summary>
    private const double FinalAfter = 0.6;

    /// <summary>Times that the masks change until then.</summary>
    private const int Changes = 40;

    /// <summary>What is left of an average of scores after a step.</summary>
    private const double Memory = 0.99;

    private readonly SparsityPattern _pattern;
    private readonly PruningScope _scope;
    private readonly double _share;
    private readonly WeightImportance _importance;
    private readonly List<(Value Weights, Tensor Parameter, Tensor Mask, Tensor Score)> _layers = [];
    private double _reached;

    /// <param name="pattern">Which weights leave together.</param>
    /// <param name="scope">Between which of them importance is compared.</param>
    /// <param name="share">Of the weights that leaves in the end, 0 to below 1; of N:M, 1.</param>
    /// <param name="importance">By what.</param>
    public GradualPruning(SparsityPattern pattern, PruningScope scope, double share, WeightImportance importance) =>
        (_pattern, _scope, _share, _importance) = (pattern, scope, share, importance);

    public bool IsComplete => _reached >= _share;

    public IEnumerable<Tensor> State => _layers.SelectMany(l => (Tensor[])[l.Mask, l.Score]);

    public void Begin(TrainingRun run)
    {
        using var scope = NewDisposeScope();
        foreach (var layer in WeightMasks.LayersOf(run.Twin.Graph))
        {
            // What is zero from the start, as in a model pruned before, stays zero.
            var parameter = run.Twin.Parameters[layer.Weights];
            _layers.Add((layer.Weights, parameter, parameter.detach().ne(0).to(float32).MoveToOuterDisposeScope(), zeros_like(parameter).detach().MoveToOuterDisposeScope()));
        }
    }

    public void BeforeUpdate(TrainingStep step)
    {
        if (_importance == WeightImportance.Magnitude || IsComplete)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (_, parameter, _, score) in _layers)
        {
            var product = parameter * parameter.grad!;
            if (_importance == WeightImportance.FirstOrder)
            {
                score.mul_(Memory).add_(product.abs_(), alpha: 1 - Memory);
            }
            else
            {
                score.sub_(product);
            }
        }
    }

    public void AfterUpdate(TrainingStep step)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (done, steps) = ((step.Index + 1.0) / (step.Run.Steps * FinalAfter), Math.Max(1, (int)(step.Run.Steps * FinalAfter / Changes)));
        if (!IsComplete && (done >= 1 || (step.Index + 1) % steps == 0))
        {
            var share = _share * (1 - Math.Pow(1 - Math.Min(done, 1), 3));
            Choose(step.Run.Twin.Graph, share);
            _reached = done >= 1 ? _share : share;
        }

        foreach (var (_, parameter, mask, _) in _layers)
        {
            parameter.mul_(mask);
        }
    }

    /// <summary>Masks anew: a weight that left may come back only while its score is kept, so the mask itself is what importance starts from.</summary>
    private void Choose(Graph graph, double share)
    {
        var masks = new WeightMasks([.. WeightMasks.LayersOf(graph)], _pattern, _scope);
        var importance = _layers.Select(l => Importance(l.Parameter, l.Mask, l.Score)).ToArray();
        foreach (var (kept, layer) in masks.Kept(importance, share).Zip(_layers))
        {
            layer.Mask.copy_(tensor(Array.ConvertAll(kept, k => k ? 1f : 0f), layer.Mask.shape));
        }
    }

    /// <summary>0 or more; what has left comes first.</summary>
    private float[] Importance(Tensor parameter, Tensor mask, Tensor score)
    {
        var value = _importance switch
        {
            WeightImportance.FirstOrder => score,
            WeightImportance.Movement => score - score.min(),
            _ => parameter.detach().abs(),
        };
        return (value * mask).reshape(-1).data<float>().ToArray();
    }
}
