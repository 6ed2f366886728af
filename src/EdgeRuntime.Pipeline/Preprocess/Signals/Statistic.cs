namespace EdgeRuntime.Pipeline;

/// <summary>Numbers that describe a piece of a signal, by name. Kurtosis and skewness are of the population, as SciPy's; kurtosis is that above a Gaussian's.</summary>
internal static class Statistic
{
    public static string[] Names { get; } =
        ["mean", "std", "rms", "peak", "min", "max", "peakToPeak", "crest", "skewness", "kurtosis", "zeroCrossings"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="moments">Of the piece.</param>
    public static double Of(string name, in SignalMoments moments) => name switch
    {
        "mean" => moments.Mean,
        "std" => Math.Sqrt(moments.Variance),
        "rms" => moments.Rms,
        "peak" => Math.Max(Math.Abs(moments.Min), Math.Abs(moments.Max)),
        "min" => moments.Min,
        "max" => moments.Max,
        "peakToPeak" => moments.Max - moments.Min,
        "crest" => moments.Rms > 0 ? Math.Max(Math.Abs(moments.Min), Math.Abs(moments.Max)) / moments.Rms : 0,
        "skewness" => moments.Variance > 0 ? moments.Third / (moments.Variance * Math.Sqrt(moments.Variance)) : 0,
        "kurtosis" => moments.Variance > 0 ? (moments.Fourth / (moments.Variance * moments.Variance)) - 3 : 0,
        _ => moments.ZeroCrossings,
    };
}
