namespace EdgeRuntime.Model;

/// <summary>Every operator's law, by its number.</summary>
public static class OperatorLaws
{
    private static readonly OperatorLaw[] List =
    [
        OperatorLaw.Of<Relu>(),
        OperatorLaw.Of<Conv2D>(),
        OperatorLaw.Of<DepthwiseConv2D>(),
        OperatorLaw.Of<FullyConnected>(),
        OperatorLaw.Of<TransposeConv>(),
        OperatorLaw.Of<BatchMatMul>(),
    ];

    private static readonly Dictionary<OpCode, OperatorLaw> ByOpCode = List.ToDictionary(law => law.OpCode);

    public static IReadOnlyList<OperatorLaw> All => List;

    /// <summary>The law of an operator; null when this build does not know the number.</summary>
    public static OperatorLaw? For(OpCode opCode) => ByOpCode.GetValueOrDefault(opCode);
}
