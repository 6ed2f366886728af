using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// The student follows the softened probabilities of one teacher, or the mean of several (Hinton, Vinyals and Dean 2015):
/// loss = weight * T^2 * KL(teacher, student) + (1 - weight) * loss of the labels, both at temperature T. Examples without a label teach as well.
/// </summary>
/// <param name="teachers">Twins that take the student's input.</param>
/// <param name="temperature">T, from 1.</param>
/// <param name="weight">Of the teachers against the labels, 0 to 1.</param>
/// <param name="isCorrected">
/// Where a teacher takes an example for another class than its label says, its scores of both classes are exchanged (Wen, Lai and Qian 2019,
/// "Preparing lessons"): a teacher errs more often about augmented examples than about those it is judged by. Blended examples have no one label.
/// </param>
public sealed class LogitDistillation(IReadOnlyList<Twin> teachers, double temperature = 4, double weight = 0.9, bool isCorrected = false) : ITrainingMethod
{
    public void Begin(TrainingRun run)
    {
        foreach (var teacher in teachers)
        {
            teacher.eval();
            var (own, others) = (run.Scores.Shape.ElementCount, TrainingLoss.ScoresOf(teacher.Graph).Shape.ElementCount);
            if (own != others)
            {
                throw new RecipeException($"The student has {own} scores and a teacher {others}: both must tell the same classes.");
            }
        }
    }

    public Tensor Loss(TrainingStep step, Tensor loss)
    {
        Tensor taught;
        using (no_grad())
        {
            taught = teachers.Select(t => nn.functional.softmax(Answers(t, step) / temperature, 1)).Aggregate((a, b) => a + b) / teachers.Count;
        }

        var own = nn.functional.log_softmax(step.Scores / temperature, 1);
        var distance = nn.functional.kl_div(own, taught, log_target: false, nn.Reduction.Sum) / step.Examples.Count;
        return (distance * (weight * temperature * temperature)) + (loss * (1 - weight));
    }

    /// <summary>(batch, classes)</summary>
    private Tensor Answers(Twin teacher, TrainingStep step)
    {
        var scores = teacher.Run(step.Inputs)[TrainingLoss.ScoresOf(teacher.Graph)].reshape(step.Examples.Count, -1);
        return isCorrected && step.Labels is { } labels && step.Run.Options.Mixup == 0 ? Corrected(scores, labels) : scores;
    }

    /// <summary>The scores of the best class and of the label change places, where there is a label.</summary>
    private static Tensor Corrected(Tensor scores, Tensor labels)
    {
        var (best, own) = (scores.argmax(1, keepdim: true), labels.clamp(min: 0).unsqueeze(1));
        var exchanged = scores.scatter(1, best, scores.gather(1, own)).scatter(1, own, scores.gather(1, best));
        return where(labels.ge(0).unsqueeze(1), exchanged, scores);
    }
}
