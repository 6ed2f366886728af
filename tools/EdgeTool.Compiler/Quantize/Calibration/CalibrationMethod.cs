namespace EdgeTool.Compiler.Quantization;

/// <summary>How a tensor's range follows from what calibration saw.</summary>
public enum CalibrationMethod
{
    /// <summary>Everything that was seen.</summary>
    MinMax,

    /// <summary>All but 1 in 100,000 values at each end.</summary>
    Percentile99999,

    /// <summary>All but 1 in 10,000 values at each end.</summary>
    Percentile9999,

    /// <summary>Least mean squared error of the quantized values.</summary>
    Mse,

    /// <summary>Least Kullback-Leibler divergence (S. Migacz, "8-bit inference with TensorRT", 2017).</summary>
    Entropy,
}

/// <summary>The range that a method draws from a distribution.</summary>
public static class CalibrationRange
{
    /// <summary>Every method.</summary>
    public static IReadOnlyList<CalibrationMethod> Methods { get; } = Enum.GetValues<CalibrationMethod>();

    /// <returns>A range that contains 0.</returns>
    public static ValueRange Of(ValueHistogram histogram, CalibrationMethod method) => histogram.BinWidth == 0 ? default : method switch
    {
        CalibrationMethod.MinMax => histogram.Observed,
        CalibrationMethod.Percentile99999 => PercentileRange.Of(histogram, 0.99999),
        CalibrationMethod.Percentile9999 => PercentileRange.Of(histogram, 0.9999),
        CalibrationMethod.Mse => MseRange.Of(histogram),
        CalibrationMethod.Entropy => EntropyRange.Of(histogram),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No such calibration method."),
    };
}
