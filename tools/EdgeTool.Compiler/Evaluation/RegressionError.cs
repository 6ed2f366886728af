namespace EdgeTool.Compiler.Evaluation;

/// <summary>Errors of predicted numbers: MSE = mean (y - t)^2, MAE = mean |y - t|, R^2 = 1 - sum (y - t)^2 / sum (t - mean t)^2.</summary>
public sealed class RegressionError
{
    private double _squares;
    private double _absolutes;
    private double _targets;
    private double _targetSquares;

    /// <summary>Numbers compared.</summary>
    public int Count { get; private set; }

    public double Mse => _squares / Math.Max(1, Count);

    public double Mae => _absolutes / Math.Max(1, Count);

    /// <summary>Share of the targets' variance that is explained; null when they do not vary.</summary>
    public double? R2 => _targetSquares - (_targets * _targets / Math.Max(1, Count)) is > 0 and var variance ? 1 - (_squares / variance) : null;

    public void Add(ReadOnlySpan<float> predicted, ReadOnlySpan<float> targets)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            var error = (double)predicted[i] - targets[i];
            _squares += error * error;
            _absolutes += Math.Abs(error);
            _targets += targets[i];
            _targetSquares += (double)targets[i] * targets[i];
            Count++;
        }
    }
}
