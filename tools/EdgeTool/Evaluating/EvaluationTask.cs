using EdgeRuntime.Inference;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>What a model is asked for.</summary>
public enum EvaluationTask
{
    /// <summary>Which class; one score each.</summary>
    Classification,

    /// <summary>Which number or numbers.</summary>
    Regression,

    /// <summary>Whether this is unlike what the model knows: an autoencoder, judged by its reconstruction error.</summary>
    Anomaly,
}

/// <summary>Tells the task by the labels and the outputs.</summary>
public static class TaskDetection
{
    private const int MinReconstructed = 8;

    /// <summary>
    /// Numbers as labels: regression. As many outputs as inputs, no labels in the model and at most two kinds of examples: anomaly. All
    /// else: classification.
    /// </summary>
    public static EvaluationTask Of(Interpreter model, Dataset dataset)
    {
        var (inputs, outputs) = (model.InputInfo(0).Shape.ElementCount, model.OutputInfo(0).Shape.ElementCount);
        return dataset.HasRealTargets ? EvaluationTask.Regression
            : inputs == outputs && inputs >= MinReconstructed && model.Model.Contract.Labels.Count == 0 && dataset.ClassNames.Count <= 2 ? EvaluationTask.Anomaly
            : EvaluationTask.Classification;
    }
}
