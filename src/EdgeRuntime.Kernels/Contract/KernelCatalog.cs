using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Every operator's kernel, by its number.</summary>
public static class KernelCatalog
{
    private static readonly Kernel[] List =
    [
        ReluKernel.Kernel,
        ReadVariableKernel.Kernel,
        AssignVariableKernel.Kernel,
        SvdfKernel.Kernel,
        UnidirectionalSequenceLstmKernel.Kernel,
        AveragePool2DKernel.Kernel,
        MaxPool2DKernel.Kernel,
        MeanKernel.Kernel,
        ArgMaxKernel.Kernel,
        ResizeNearestNeighborKernel.Kernel,
        ResizeBilinearKernel.Kernel,
        Conv2DKernel.Kernel,
        DepthwiseConv2DKernel.Kernel,
        FullyConnectedKernel.Kernel,
        TransposeConvKernel.Kernel,
        BatchMatMulKernel.Kernel,
        ReshapeKernel.Kernel,
        SqueezeKernel.Kernel,
        ExpandDimsKernel.Kernel,
        TransposeKernel.Kernel,
        ConcatenationKernel.Kernel,
        SplitKernel.Kernel,
        SliceKernel.Kernel,
        StridedSliceKernel.Kernel,
        PackKernel.Kernel,
        UnpackKernel.Kernel,
        PadKernel.Kernel,
        PadV2Kernel.Kernel,
        GatherKernel.Kernel,
        ReverseSequenceKernel.Kernel,
        SpaceToBatchNdKernel.Kernel,
        BatchToSpaceNdKernel.Kernel,
        SoftmaxKernel.Kernel,
        AddKernel.Kernel,
        MulKernel.Kernel,
        LogisticKernel.Kernel,
        QuantizeKernel.Kernel,
        DequantizeKernel.Kernel,
        Relu6Kernel.Kernel,
        LookupKernel.Kernel,
        SubKernel.Kernel,
        MinimumKernel.Kernel,
        MaximumKernel.Kernel,
        SquaredDifferenceKernel.Kernel,
        PReluKernel.Kernel,
        LeakyReluKernel.Kernel,
        HardSwishKernel.Kernel,
        TanhKernel.Kernel,
        RsqrtKernel.Kernel,
        LogSoftmaxKernel.Kernel,
        CastKernel.Kernel,
        UnaryMathKernel.Kernel,
        BinaryMathKernel.Kernel,
        WhereKernel.Kernel,
        ReduceKernel.Kernel,
        CumSumKernel.Kernel,
        NormalizeKernel.Kernel,
        LocalResponseNormalizationKernel.Kernel,
        QuantizeLinearKernel.Kernel,
        MatMulIntegerKernel.Kernel,
        ExpandKernel.Kernel,
        GatherElementsKernel.Kernel,
        GatherNdKernel.Kernel,
        ScatterElementsKernel.Kernel,
        ScatterNdKernel.Kernel,
        TopKKernel.Kernel,
        ResampleKernel.Kernel,
        RecurrentKernel.Kernel,
    ];

    private static readonly Dictionary<OpCode, Kernel> ByOpCode = List.ToDictionary(kernel => kernel.OpCode);

    public static IReadOnlyList<Kernel> All => List;

    /// <summary>The kernel of an operator; null when this build has none.</summary>
    public static Kernel? For(OpCode opCode) => ByOpCode.GetValueOrDefault(opCode);
}
