using System.Runtime;
using static TorchSharp.torch;

namespace EdgeTool.Training.Tests;

/// <summary>Looks on while a net is trained.</summary>
internal sealed class SeenSteps : ITrainingMethod
{
    private int _examples, _others;

    /// <summary>Whether each step ran where no memory is collected.</summary>
    public List<bool> Uncollected { get; } = [];

    /// <summary>Share of the examples that came otherwise than the data has them.</summary>
    public double Blended => (double)_others / _examples;

    public Tensor Loss(TrainingStep step, Tensor loss)
    {
        Uncollected.Add(GCSettings.LatencyMode == GCLatencyMode.NoGCRegion);
        using var apart = (step.Inputs[0] - step.Run.Data.Batch(step.Examples)[0]).abs().reshape(step.Examples.Count, -1).amax(1);
        (_examples, _others) = (_examples + step.Examples.Count, _others + (int)apart.gt(1e-6f).sum().item<long>());
        return loss;
    }
}
