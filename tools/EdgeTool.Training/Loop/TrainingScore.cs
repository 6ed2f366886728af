using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>How good a net is on some data.</summary>
/// <param name="Loss">Mean cross entropy, or mean squared error.</param>
/// <param name="Accuracy">Share of right answers; NaN unless classes are told.</param>
public readonly record struct TrainingScore(double Loss, double Accuracy)
{
    private const int Batch = 250;

    /// <summary>Whether this is better: by accuracy, and among equals by loss.</summary>
    public bool IsBetterThan(TrainingScore other) =>
        double.IsNaN(Accuracy) || Accuracy.Equals(other.Accuracy) ? !(Loss >= other.Loss) : !(Accuracy <= other.Accuracy);

    /// <summary>Runs the twin, as it is for inference, over data.</summary>
    public static TrainingScore Of(Twin twin, TrainingData data, TrainingTask task = TrainingTask.Classify)
    {
        var scoresOf = TrainingLoss.ScoresOf(twin.Graph);
        var wasTraining = twin.training;
        twin.eval();
        var (loss, right) = (0.0, 0L);
        for (var from = 0; from < data.Count; from += Batch)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var examples = Enumerable.Range(from, Math.Min(Batch, data.Count - from)).ToArray();
            var inputs = data.Batch(examples);
            var scores = twin.Run(inputs)[scoresOf].reshape(examples.Length, -1);
            if (task == TrainingTask.Classify)
            {
                var labels = tensor(examples.Select(e => (long)data.Labels[e]).ToArray());
                loss += nn.functional.cross_entropy(scores, labels, ignore_index: -1, reduction: nn.Reduction.Sum).item<float>();
                right += scores.argmax(1).eq(labels).sum().item<long>();
            }
            else
            {
                loss += nn.functional.mse_loss(scores, TrainingLoss.Targets(task, data, examples, inputs[0])).item<float>() * examples.Length;
            }
        }

        twin.train(wasTraining);
        return new TrainingScore(loss / data.Count, task == TrainingTask.Classify ? (double)right / data.Count : double.NaN);
    }
}
