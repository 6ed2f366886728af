namespace EdgeTool.Training;

/// <summary>Where training stands.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">Most of them.</param>
/// <param name="StepsDone">Of all steps.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Loss">Mean over this epoch so far.</param>
/// <param name="Validation">At the end of an epoch, on the validation data.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, int StepsDone, int Steps, double Loss, TrainingScore? Validation);

/// <summary>What came of a training.</summary>
/// <param name="Epochs">Passes over the data, those before a resume included.</param>
/// <param name="BestEpoch">From 1; the net has its weights.</param>
/// <param name="Best">Its score on the validation data; default where there are none.</param>
/// <param name="FinalLoss">Mean loss of the last epoch.</param>
public sealed record TrainingResult(int Epochs, int BestEpoch, TrainingScore Best, double FinalLoss);

/// <summary>Training ended before its time: by request, or because the loss is no number. What is there is saved, and the message says how to go on.</summary>
public sealed class TrainingStoppedException(string message) : Exception(message);
