namespace EdgeRuntime.Model;

/// <summary>Every operator's law, by its number.</summary>
public static class OperatorLaws
{
    private static readonly OperatorLaw[] List =
    [
        OperatorLaw.Of<Relu>(),
        OperatorLaw.Of<ReadVariable>(),
        OperatorLaw.Of<AssignVariable>(),
        OperatorLaw.Of<Svdf>(),
        OperatorLaw.Of<UnidirectionalSequenceLstm>(),
        OperatorLaw.Of<AveragePool2D>(),
        OperatorLaw.Of<MaxPool2D>(),
        OperatorLaw.Of<Mean>(),
        OperatorLaw.Of<ArgMax>(),
        OperatorLaw.Of<ResizeNearestNeighbor>(),
        OperatorLaw.Of<ResizeBilinear>(),
        OperatorLaw.Of<Conv2D>(),
        OperatorLaw.Of<DepthwiseConv2D>(),
        OperatorLaw.Of<FullyConnected>(),
        OperatorLaw.Of<TransposeConv>(),
        OperatorLaw.Of<BatchMatMul>(),
        OperatorLaw.Of<Reshape>(),
        OperatorLaw.Of<Squeeze>(),
        OperatorLaw.Of<ExpandDims>(),
        OperatorLaw.Of<Transpose>(),
        OperatorLaw.Of<Concatenation>(),
        OperatorLaw.Of<Split>(),
        OperatorLaw.Of<Slice>(),
        OperatorLaw.Of<StridedSlice>(),
        OperatorLaw.Of<Pack>(),
        OperatorLaw.Of<Unpack>(),
        OperatorLaw.Of<Pad>(),
        OperatorLaw.Of<PadV2>(),
        OperatorLaw.Of<Gather>(),
        OperatorLaw.Of<ReverseSequence>(),
        OperatorLaw.Of<SpaceToBatchNd>(),
        OperatorLaw.Of<BatchToSpaceNd>(),
        OperatorLaw.Of<Softmax>(),
        OperatorLaw.Of<Add>(),
        OperatorLaw.Of<Mul>(),
        OperatorLaw.Of<Logistic>(),
        OperatorLaw.Of<Quantize>(),
        OperatorLaw.Of<Dequantize>(),
        OperatorLaw.Of<Relu6>(),
        OperatorLaw.Of<Lookup>(),
        OperatorLaw.Of<Sub>(),
        OperatorLaw.Of<Minimum>(),
        OperatorLaw.Of<Maximum>(),
        OperatorLaw.Of<SquaredDifference>(),
        OperatorLaw.Of<PRelu>(),
        OperatorLaw.Of<LeakyRelu>(),
        OperatorLaw.Of<HardSwish>(),
        OperatorLaw.Of<Tanh>(),
        OperatorLaw.Of<Rsqrt>(),
        OperatorLaw.Of<LogSoftmax>(),
        OperatorLaw.Of<Cast>(),
        OperatorLaw.Of<UnaryMath>(),
        OperatorLaw.Of<BinaryMath>(),
        OperatorLaw.Of<Where>(),
        OperatorLaw.Of<Reduce>(),
        OperatorLaw.Of<CumSum>(),
        OperatorLaw.Of<Normalize>(),
        OperatorLaw.Of<LocalResponseNormalization>(),
        OperatorLaw.Of<QuantizeLinear>(),
        OperatorLaw.Of<MatMulInteger>(),
        OperatorLaw.Of<Expand>(),
        OperatorLaw.Of<GatherElements>(),
        OperatorLaw.Of<GatherNd>(),
        OperatorLaw.Of<ScatterElements>(),
        OperatorLaw.Of<ScatterNd>(),
        OperatorLaw.Of<TopK>(),
        OperatorLaw.Of<Resample>(),
        OperatorLaw.Of<Recurrent>(),
    ];

    private static readonly Dictionary<OpCode, OperatorLaw> ByOpCode = List.ToDictionary(law => law.OpCode);

    public static IReadOnlyList<OperatorLaw> All => List;

    /// <summary>The law of an operator; null when this build does not know the number.</summary>
    public static OperatorLaw? For(OpCode opCode) => ByOpCode.GetValueOrDefault(opCode);
}
