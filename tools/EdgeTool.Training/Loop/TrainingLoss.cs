using EdgeRuntime.Model;
using EdgeTool.Compiler;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>How far answers are from what they should be.</summary>
public static class TrainingLoss
{
    /// <summary>The value that losses are computed from: the logits before a softmax at the graph's end, or else its first output.</summary>
    public static Value ScoresOf(Graph graph)
    {
        var value = graph.Outputs[0];
        while (graph.Nodes.Find(n => n.Outputs.Contains(value)) is { } node)
        {
            switch (node.OpCode)
            {
                case OpCode.Softmax when node.Record<Softmax>().Beta == 1:
                    return node.Inputs[0]!;
                case OpCode.LogSoftmax:
                    return node.Inputs[0]!;
                case OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims:
                    value = node.Inputs[0]!;
                    continue;
                default:
                    return graph.Outputs[0];
            }
        }

        return graph.Outputs[0];
    }

    /// <summary>Sum over the examples whose label is known, by the size of the batch.</summary>
    internal static Tensor Of(TrainingStep step)
    {
        var (run, scores) = (step.Run, step.Scores);
        if (run.Options.Task != TrainingTask.Classify)
        {
            return nn.functional.mse_loss(scores, Targets(run.Options.Task, run.Data, step.Examples, step.Inputs[0]));
        }

        return run.Data.Labels.Length == 0 || step.Examples.All(e => run.Data.Labels[e] < 0)
            ? scores.sum() * 0
            : nn.functional.cross_entropy(
                scores, step.Labels!, ignore_index: -1, reduction: nn.Reduction.Sum, label_smoothing: run.Options.LabelSmoothing) / step.Examples.Count;
    }

    /// <summary>(batch, numbers)</summary>
    internal static Tensor Targets(TrainingTask task, TrainingData data, IReadOnlyList<int> examples, Tensor input) => task == TrainingTask.Reconstruct
        ? input.reshape(examples.Count, -1)
        : tensor(examples.SelectMany(e => data.Targets[e]).ToArray(), examples.Count, data.Targets[0].Length);
}
