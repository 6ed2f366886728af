using EdgeTool.Compiler;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// The student looks where the teacher looks (Zagoruyko and Komodakis 2017): the sum of squares over channels, as a vector of length 1 over all
/// places, is compared at the last value of every image size that both have.
/// </summary>
/// <param name="teacher">Takes the student's input.</param>
/// <param name="weight">Against the other parts of the loss.</param>
public sealed class AttentionDistillation(Twin teacher, double weight = 100) : ITrainingMethod
{
    private IReadOnlyList<(Value Student, Value Teacher)> _pairs = [];

    public void Begin(TrainingRun run)
    {
        teacher.eval();
        _pairs = FeaturePairs.Of(run.Twin.Graph, teacher.Graph);
        if (_pairs.Count == 0)
        {
            throw new RecipeException("Attention transfer needs images of one size in student and teacher, and these nets have none.");
        }
    }

    public Tensor Loss(TrainingStep step, Tensor loss)
    {
        IReadOnlyDictionary<Value, Tensor> taught;
        using (no_grad())
        {
            taught = teacher.Run(step.Inputs);
        }

        return _pairs.Aggregate(loss, (sum, pair) => sum + ((Map(step.Values[pair.Student]) - Map(taught[pair.Teacher])).square().mean() * weight));
    }

    /// <summary>(batch, places)</summary>
    private static Tensor Map(Tensor features) =>
        nn.functional.normalize(features.square().sum(features.Dimensions - 1).reshape(features.shape[0], -1), p: 2, dim: 1);
}
