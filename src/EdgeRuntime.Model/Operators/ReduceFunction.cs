namespace EdgeRuntime.Model;

/// <summary>Functions of <see cref="Reduce"/>. The numbers are part of the file format.</summary>
public enum ReduceFunction
{
    Sum = 0,
    Max = 1,
    Min = 2,

    /// <summary>Product.</summary>
    Prod = 3,

    /// <summary>Sum of magnitudes.</summary>
    L1 = 4,

    /// <summary>Root of the sum of squares.</summary>
    L2 = 5,

    /// <summary>Logarithm of the sum.</summary>
    LogSum = 6,

    /// <summary>Logarithm of the sum of exponentials.</summary>
    LogSumExp = 7,

    SumSquare = 8,
}
