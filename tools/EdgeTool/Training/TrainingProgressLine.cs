using System.Globalization;
using EdgeTool.Training;

namespace EdgeTool;

/// <summary>A bar for each stage of training, with loss, validation and time left.</summary>
internal sealed class TrainingProgressLine(Terminal terminal) : IDisposable
{
    private string _stage = "";
    private string _validation = "";
    private ProgressBar? _bar;

    public void Report(string stage, TrainingProgress progress)
    {
        if (stage != _stage || progress.StepsDone <= 1)
        {
            _bar?.Dispose();
            (_stage, _validation, _bar) = (stage, "", terminal.Progress(stage, progress.Steps));
        }

        if (progress.Validation is { } score)
        {
            _validation = double.IsNaN(score.Accuracy) ? $", validation {Number(score.Loss)}" : $", validation {Tables.Number(100 * score.Accuracy, 2)} %";
        }

        _bar!.Report(progress.StepsDone, $"epoch {progress.Epoch}/{progress.Epochs}, loss {Number(progress.Loss)}{_validation}, {_bar.TimeLeft(progress.StepsDone)} left");
    }

    public void Dispose() => _bar?.Dispose();

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
