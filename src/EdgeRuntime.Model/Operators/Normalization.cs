namespace EdgeRuntime.Model;

/// <summary>What <see cref="Normalize"/> divides by. The numbers are part of the file format.</summary>
public enum Normalization
{
    /// <summary>(x - mean) / sqrt(variance + epsilon).</summary>
    MeanVariance = 0,

    /// <summary>x / sqrt(mean of squares + epsilon).</summary>
    RootMeanSquare = 1,

    /// <summary>x / (sum of magnitudes + epsilon).</summary>
    L1 = 2,

    /// <summary>x / sqrt(sum of squares + epsilon).</summary>
    L2 = 3,
}
