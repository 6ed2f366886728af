namespace EdgeTool.Compiler.Tflite;

/// <summary>Every TFLite operator that can be imported, by its BuiltinOperator number or a custom operator's name.</summary>
public static class TfliteImporters
{
    /// <summary>BuiltinOperator number of every custom operator.</summary>
    public const int CustomCode = 32;

    private static readonly ITfliteImporter[] List =
    [
        new ReluImporter(),
        new SvdfImporter(),
        new UnidirectionalSequenceLstmImporter(),
        new AveragePool2DImporter(),
        new MaxPool2DImporter(),
        new MeanImporter(),
        new ArgMaxImporter(),
        new ResizeNearestNeighborImporter(),
        new ResizeBilinearImporter(),
        new Conv2DImporter(),
        new DepthwiseConv2DImporter(),
        new FullyConnectedImporter(),
        new TransposeConvImporter(),
        new BatchMatMulImporter(),
        new ReshapeImporter(),
        new SqueezeImporter(),
        new ExpandDimsImporter(),
        new TransposeImporter(),
        new ConcatenationImporter(),
        new SplitImporter(),
        new SplitVImporter(),
        new ShapeImporter(),
        new SliceImporter(),
        new StridedSliceImporter(),
        new PackImporter(),
        new UnpackImporter(),
        new PadImporter(),
        new PadV2Importer(),
        new GatherImporter(),
        new ReverseSequenceImporter(),
        new SpaceToBatchNdImporter(),
        new BatchToSpaceNdImporter(),
        new SoftmaxImporter(),
        new AddImporter(),
        new MulImporter(),
        new LogisticImporter(),
        new QuantizeImporter(),
        new DequantizeImporter(),
        new Relu6Importer(),
        new SubImporter(),
        new MinimumImporter(),
        new MaximumImporter(),
        new SquaredDifferenceImporter(),
        new PReluImporter(),
        new LeakyReluImporter(),
        new HardSwishImporter(),
        new TanhImporter(),
        new RsqrtImporter(),
        new LogSoftmaxImporter(),
        new CastImporter(),
        new ReluN1To1Importer(),
        new ReadVariableImporter(),
        new AssignVariableImporter(),
        new FloorModImporter(),
        new DivImporter(),
        new SignalWindowImporter(),
        new SignalFftAutoScaleImporter(),
        new SignalRfftImporter(),
        new SignalEnergyImporter(),
        new SignalFilterBankImporter(),
        new SignalFilterBankSquareRootImporter(),
        new SignalFilterBankSpectralSubtractionImporter(),
        new SignalPcanImporter(),
        new SignalFilterBankLogImporter(),
    ];

    private static readonly Dictionary<int, ITfliteImporter> ByCode = List.Where(i => i.BuiltinCode != CustomCode).ToDictionary(i => i.BuiltinCode);

    private static readonly Dictionary<string, ITfliteImporter> ByName = List.Where(i => i.BuiltinCode == CustomCode).ToDictionary(i => i.CustomCode);

    public static IReadOnlyList<ITfliteImporter> All => List;

    public static ITfliteImporter? For(TfliteOperator op) =>
        op.BuiltinCode == CustomCode ? ByName.GetValueOrDefault(op.CustomCode) : ByCode.GetValueOrDefault(op.BuiltinCode);
}
