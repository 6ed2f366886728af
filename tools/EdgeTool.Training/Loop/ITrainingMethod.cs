using EdgeTool.Compiler;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace EdgeTool.Training;

/// <summary>
/// A method that takes part in training: masks of a pruned net, fake quantization, a teacher. Several work in one run, called in order; as
/// <see cref="ITwinHook"/>s they are in the twin while it is trained and evaluated.
/// </summary>
public interface ITrainingMethod : ITwinHook
{
    /// <summary>Before the first step, and before a checkpoint's <see cref="State"/> is brought back.</summary>
    void Begin(TrainingRun run)
    {
    }

    /// <summary>What it learns itself, beside the twin's weights.</summary>
    IEnumerable<Parameter> Parameters => [];

    /// <summary>Tensors that a checkpoint keeps, always the same ones in the same order; written over when training resumes.</summary>
    IEnumerable<Tensor> State => [];

    /// <summary>Whether the net is in its final form, so that this epoch's may be the best one: false while sparsity still grows.</summary>
    bool IsComplete => true;

    /// <summary>The loss with what the method adds to it, or puts in its place.</summary>
    Tensor Loss(TrainingStep step, Tensor loss) => loss;

    /// <summary>Gradients are there, weights not yet moved.</summary>
    void BeforeUpdate(TrainingStep step)
    {
    }

    /// <summary>Weights have moved.</summary>
    void AfterUpdate(TrainingStep step)
    {
    }
}

/// <summary>What stays the same during a run.</summary>
/// <param name="Twin">The net.</param>
/// <param name="Options">How it is trained.</param>
/// <param name="Data">On what.</param>
/// <param name="Scores">The value that the loss is computed from: logits where the graph ends in a softmax.</param>
/// <param name="StepsPerEpoch">Steps of one pass over the data.</param>
public sealed record TrainingRun(Twin Twin, TrainingOptions Options, TrainingData Data, Value Scores, int StepsPerEpoch)
{
    public int Steps => StepsPerEpoch * Options.Epochs;
}

/// <summary>One batch on its way through the net.</summary>
/// <param name="Run">Of which it is part.</param>
/// <param name="Index">Steps before this one, over all epochs.</param>
/// <param name="Examples">Of the data.</param>
/// <param name="Inputs">Augmented, (batch, the input's shape) each.</param>
/// <param name="Labels">(batch), -1 where not known; null where the data has none.</param>
/// <param name="Values">Every value of the graph, (batch, its shape).</param>
public sealed record TrainingStep(
    TrainingRun Run, int Index, IReadOnlyList<int> Examples, Tensor[] Inputs, Tensor? Labels, IReadOnlyDictionary<Value, Tensor> Values)
{
    /// <summary>Share of all steps before this one.</summary>
    public double Done => (double)Index / Run.Steps;

    /// <summary>(batch, classes)</summary>
    public Tensor Scores => Values[Run.Scores].reshape(Examples.Count, -1);
}
