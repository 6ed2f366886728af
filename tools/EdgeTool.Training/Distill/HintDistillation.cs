using EdgeTool.Compiler;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace EdgeTool.Training;

/// <summary>
/// Features of the student, through a learned linear map of channels, come near those of the teacher (FitNets, Romero et al. 2015), at the last
/// value of every image size that both have: mean squared error, weighted.
/// </summary>
/// <param name="teacher">Takes the student's input.</param>
/// <param name="weight">Against the other parts of the loss.</param>
public sealed class HintDistillation(Twin teacher, double weight = 0.1) : ITrainingMethod
{
    private IReadOnlyList<(Value Student, Value Teacher)> _pairs = [];
    private Parameter[] _maps = [];

    public IEnumerable<Parameter> Parameters => _maps;

    public void Begin(TrainingRun run)
    {
        teacher.eval();
        _pairs = FeaturePairs.Of(run.Twin.Graph, teacher.Graph);
        if (_pairs.Count == 0)
        {
            throw new RecipeException("Hints need features of one size in student and teacher, and these nets have none.");
        }

        var random = new SplitMix((ulong)run.Options.Seed);
        _maps = [.. _pairs.Select(p =>
        {
            var (inC, outC) = (p.Student.Shape[3], p.Teacher.Shape[3]);
            var limit = Math.Sqrt(3.0 / inC);
            return new Parameter(tensor(Enumerable.Range(0, inC * outC).Select(_ => (float)random.Uniform(-limit, limit)).ToArray(), outC, inC), requires_grad: true);
        })];
    }

    public Tensor Loss(TrainingStep step, Tensor loss)
    {
        IReadOnlyDictionary<Value, Tensor> taught;
        using (no_grad())
        {
            taught = teacher.Run(step.Inputs);
        }

        return _pairs.Zip(_maps, (pair, map) => nn.functional.mse_loss(nn.functional.linear(step.Values[pair.Student], map), taught[pair.Teacher]))
            .Aggregate(loss, (sum, distance) => sum + (distance * (weight / _pairs.Count)));
    }
}
