using System.Globalization;
using EdgeRuntime.Inference;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Evaluation;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>Makes a task's figures out of answers and shows them, to people or scripts.</summary>
/// <param name="Data">Where the examples came from.</param>
/// <param name="Answers">Of the model and of the one that it is compared with.</param>
/// <param name="Source">File of the model that it is compared with; null without one.</param>
public sealed record EvaluationReport(Dataset Data, AnswerCollection Answers, string? Source)
{
    /// <summary>CSV file for what the model said to every example; null for none.</summary>
    public string? AnswerFile { get; init; }

    /// <param name="model">The model.</param>
    /// <param name="against">The one it is compared with; null without one.</param>
    /// <param name="k">Scores that count as a hit.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="isJson">For a script.</param>
    public void ShowClassification(Interpreter model, Interpreter? against, int k, Terminal terminal, bool isJson)
    {
        var (scores, others) = (new LogitTap(model).ScoresInfo, against is null ? default : new LogitTap(against).ScoresInfo);
        var classCount = new ClassScores(scores).ClassCount;
        if (against is not null && new ClassScores(others).ClassCount != classCount)
        {
            throw ToolException.BadData($"The models give {scores} and {others}: their classes cannot be compared.");
        }

        var labels = model.Model.Contract.Labels is { Count: > 0 } own ? own : against?.Model.Contract.Labels ?? [];
        var naming = new ClassNaming(labels, Data.ClassNames, classCount);
        var result = Classification.Of(Answers.Model, scores, naming, k);
        var comparison = against is null ? null
            : ClassComparison.Of(Source!, result, Classification.Of(Answers.Against, others, naming, k), Answers);
        WriteAnswers(i => (result.Classes[result.True[i]], result.Classes[result.Answered[i]]));
        if (!isJson)
        {
            terminal.Out.WriteLine(Heading());
            ClassificationText.Print(terminal, result, comparison);
            return;
        }

        terminal.WriteJson(new
        {
            task = "classification",
            data = Data.Path,
            Data.Format,
            Answers.Rule,
            samples = result.Matrix.Samples,
            top1 = result.Matrix.Accuracy,
            confidence95 = new[] { result.Interval.Low, result.Interval.High },
            k = result.TopK.K,
            topK = result.TopK.Share,
            recordings = result.Recordings?.Samples,
            recordingsTop1 = result.Recordings?.Share,
            macroF1 = result.F1,
            result.Auc,
            classes = result.Classes,
            recall = result.Classes.Select((_, c) => result.Matrix.RecallOf(c)),
            confusion = result.Matrix.Counts,
            against = comparison is null ? null : new
            {
                comparison.Source,
                top1 = comparison.Other.Matrix.Accuracy,
                topK = comparison.Other.TopK.Share,
                macroF1 = comparison.Other.F1,
                comparison.Other.Auc,
                recall = result.Classes.Select((_, c) => comparison.Other.Matrix.RecallOf(c)),
                agreement = comparison.Agreement.Share,
                comparison.Agreement.SqnrDb,
                changed = comparison.Agreement.Changed.Select(c => new
                {
                    c.Example,
                    trueClass = result.Classes[c.TrueClass],
                    answered = result.Classes[c.Answered],
                    reference = result.Classes[c.Reference],
                }),
            },
        });
    }

    /// <summary>Errors against the data's numbers, and against the other model's answers.</summary>
    /// <exception cref="ToolException">The data has another number of targets than the model outputs.</exception>
    public void ShowRegression(Terminal terminal, bool isJson)
    {
        var error = ErrorOf(Answers.Model);
        WriteAnswers(i => (string.Join(' ', Answers.Model[i].Targets.Select(Tables.Exact)), string.Join(' ', Answers.Model[i].Real.Select(Tables.Exact))));
        var other = Source is null ? null : ErrorOf(Answers.Against);
        var sqnr = new Sqnr();
        for (var i = 0; i < Answers.Against.Count; i++)
        {
            sqnr.Add(Answers.Against[i].Real, Answers.Model[i].Real);
        }

        if (isJson)
        {
            terminal.WriteJson(new
            {
                task = "regression",
                data = Data.Path,
                Data.Format,
                Answers.Rule,
                samples = Answers.Model.Count,
                error.Mse,
                error.Mae,
                error.R2,
                against = other is null ? null : new { Source, other.Mse, other.Mae, other.R2, sqnr.Db },
            });
            return;
        }

        terminal.Out.WriteLine(Heading());
        terminal.Out.WriteLine(Line("this model", error));
        if (other is not null)
        {
            terminal.Out.WriteLine(Line(Source!, other));
            terminal.Out.WriteLine($"outputs agree with {Tables.Number(sqnr.Db)} dB SQNR");
        }
    }

    /// <summary>Reconstruction errors of normal and other recordings.</summary>
    public void ShowAnomalies(Terminal terminal, bool isJson)
    {
        var result = AnomalyDetection.Of(Answers.Model, Data.ClassNames);
        WriteAnswers(i => ($"{Answers.Model[i].Label}", Answers.Model[i].ReconstructionError.ToString("R", CultureInfo.InvariantCulture)));
        var other = Source is null ? null : AnomalyDetection.Of(Answers.Against, Data.ClassNames);
        if (isJson)
        {
            terminal.WriteJson(new
            {
                task = "anomaly",
                data = Data.Path,
                Data.Format,
                Answers.Rule,
                samples = Answers.Model.Count,
                result.Normal,
                result.Anomalous,
                result.Auc,
                result.MeanNormal,
                result.MeanAnomalous,
                mse = Answers.Model.Average(a => a.ReconstructionError),
                against = other is null ? null : new { Source, other.Auc, other.MeanNormal, other.MeanAnomalous },
            });
            return;
        }

        terminal.Out.WriteLine(Heading());
        terminal.Out.WriteLine(Line("this model", result));
        if (other is not null)
        {
            terminal.Out.WriteLine(Line(Source!, other));
        }
    }

    private void WriteAnswers(Func<int, (string Truth, string Answer)> said)
    {
        if (AnswerFile is not null)
        {
            AnswerTable.Write(AnswerFile, Answers.Model, said);
        }
    }

    private static RegressionError ErrorOf(IReadOnlyList<Answer> answers)
    {
        var error = new RegressionError();
        foreach (var answer in answers)
        {
            if (answer.Targets.Length != answer.Real.Length)
            {
                throw ToolException.BadData(
                    $"{answer.Example} has {answer.Targets.Length} target(s), the model gives {answer.Real.Length} numbers: for classes give --task classification.");
            }

            error.Add(answer.Real, answer.Targets);
        }

        return error;
    }

    private static string Line(string name, RegressionError error) =>
        $"{name}: MSE {Tables.Number(error.Mse, 6)}, MAE {Tables.Number(error.Mae, 6)}{(error.R2 is { } r2 ? $", R2 {Tables.Number(r2, 4)}" : "")} over {Tables.Number(error.Count)} numbers";

    private static string Line(string name, AnomalyDetection result) =>
        $"{name}: AUC {(result.Auc is { } auc ? Tables.Number(auc, 4) : "not defined, the data holds one kind")}; mean squared reconstruction error {Figure(result.MeanNormal)} of {result.Normal} normal, {Figure(result.MeanAnomalous)} of {result.Anomalous} anomalous recordings";

    private static string Figure(double? value) => value is { } v ? Tables.Number(v, 4) : "none";

    private string Heading() => $"data    {Data.Path} ({Data.Format}, {Tables.Number(Answers.Model.Count)} examples; {Answers.Rule})";
}
