namespace KernelParity;

/// <summary>The operators that have more than a reference, with a generator of random steps for each.</summary>
public static class ParityCases
{
    public static IReadOnlyList<(string Operator, Func<Random, IParityCase> Next)> All { get; } =
    [
        ("Conv2D", Conv2DCases.Next),
        ("DepthwiseConv2D", DepthwiseConv2DCases.Next),
        ("FullyConnected", FullyConnectedCases.Next),
        ("Add", BinaryCases.NextAdd),
        ("Sub", BinaryCases.NextSub),
        ("Mul", BinaryCases.NextMul),
        ("AveragePool2D", PoolCases.NextAverage),
        ("MaxPool2D", PoolCases.NextMax),
        ("Mean", MeanCases.Next),
        ("Lookup", LookupCases.Next),
        ("Quantize", QuantizeCases.Next),
        ("QuantizeLinear", QuantizeCases.NextLinear),
        ("BatchMatMul", BatchMatMulCases.Next),
        ("Recurrent", RecurrentCases.Next),
        ("Svdf", SvdfCases.Next),
        ("BinaryConv2D", SignCases.NextConv2D),
        ("BinaryFullyConnected", SignCases.NextFullyConnected),
    ];
}
