namespace EdgeRuntime.Pipeline;

/// <summary>How far what a model meets has moved from what it was calibrated with: population stability indices.</summary>
/// <param name="Inferences">Inferences looked at; the indices are of the latest few hundred.</param>
/// <param name="Input">Of the numbers of its input.</param>
/// <param name="Classes">Of how often each class is the best; NaN for a model of one score.</param>
/// <param name="Margin">Of how clear the best class is of the second; NaN for a model of one score.</param>
public readonly record struct DriftReport(long Inferences, double Input, double Classes, double Margin);
