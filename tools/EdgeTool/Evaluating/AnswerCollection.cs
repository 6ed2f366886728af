using EdgeRuntime.Inference;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Evaluation;

namespace EdgeTool;

/// <summary>What one model, or two side by side, say to the same examples.</summary>
/// <param name="Model">Answers of the model, in the order of the examples.</param>
/// <param name="Against">Answers of the model that it is compared with; empty without one.</param>
/// <param name="Rule">How values became the model's input.</param>
public sealed record AnswerCollection(IReadOnlyList<Answer> Model, IReadOnlyList<Answer> Against, string Rule)
{
    /// <param name="model">The model.</param>
    /// <param name="against">Another for the same input; may be null.</param>
    /// <param name="dataset">Examples.</param>
    /// <param name="range">Which of them, [first, end).</param>
    /// <param name="task">What is asked for.</param>
    /// <param name="progress">Called after each example.</param>
    /// <exception cref="DatasetException">An example does not fit the model.</exception>
    public static AnswerCollection Collect(
        Interpreter model, Interpreter? against, Dataset dataset, (int First, int End) range, EvaluationTask task, Action<int> progress)
    {
        var feed = new ExampleFeed(model, against, dataset);
        var (modelTap, againstTap) = (new LogitTap(model), against is null ? null : new LogitTap(against));
        var (answers, others) = (new List<Answer>(), new List<Answer>());
        for (var i = range.First; i < range.End; i++)
        {
            var sample = dataset.Read(i);
            model.Reset();
            against?.Reset();
            feed.Fill(sample);
            answers.Add(Ask(model, modelTap, sample, dataset.RecordingOf(i), task));
            if (againstTap is not null)
            {
                others.Add(Ask(against!, againstTap, sample, dataset.RecordingOf(i), task));
            }

            progress(i + 1 - range.First);
        }

        return new AnswerCollection(answers, others, feed.Rule);
    }

    private static Answer Ask(Interpreter model, LogitTap tap, Sample sample, int recording, EvaluationTask task)
    {
        // The input's bytes are gone after the run: they share the arena with later tensors.
        var isAnomaly = task == EvaluationTask.Anomaly;
        var input = isAnomaly ? LogitTap.Real(model.InputInfo(0), model.InputBytes(0)) : [];
        var (scores, logits) = tap.Run();
        return isAnomaly
            ? new Answer(
                sample.Name, recording, sample.Label, [], [], [], [], ReconstructionError.Of(input, LogitTap.Real(model.OutputInfo(0), model.OutputBytes(0))))
            : new Answer(sample.Name, recording, sample.Label, sample.Targets, scores, LogitTap.Real(tap.ScoresInfo, scores), logits, 0);
    }
}
