namespace EdgeTool.Compiler.Onnx;

/// <summary>Every ONNX operator that can be imported, by its domain and op_type.</summary>
public static class OnnxImporters
{
    /// <summary>Operator sets of the standard domain that importers know; 6 differs from 7 only in how operands broadcast.</summary>
    public const int MinOpset = 6, MaxOpset = 23;

    private static readonly IOnnxImporter[] List =
    [
        new ReluImporter(),
        new IdentityImporter(),
        new ConstantImporter(),
        new ReshapeImporter(),
        new TransposeImporter(),
        new AddImporter(),
        new SubImporter(),
        new MulImporter(),
        new ConvImporter(),
        new MatMulImporter(),
        new MaxPoolImporter(),
        new SigmoidImporter(),
        new TanhImporter(),
        new HardSwishImporter(),
        new LeakyReluImporter(),
        new PReluImporter(),
        new SoftmaxImporter(),
        new LogSoftmaxImporter(),
        new MinImporter(),
        new MaxImporter(),
        new SumImporter(),
        new MeanImporter(),
        new ConcatImporter(),
        new FlattenImporter(),
        new SqueezeImporter(),
        new UnsqueezeImporter(),
        new DropoutImporter(),
        new ConstantOfShapeImporter(),
        new ShapeImporter(),
        new SizeImporter(),
        new CastImporter(),
        new ClipImporter(),
        new ReduceMeanImporter(),
        new GlobalAveragePoolImporter(),
        new GlobalMaxPoolImporter(),
        new AveragePoolImporter(),
        new GemmImporter(),
        new BatchNormalizationImporter(),
        new PadImporter(),
        new SplitImporter(),
        new SliceImporter(),
        new GatherImporter(),
        new ArgMaxImporter(),
        new ConvTransposeImporter(),
        new ResizeImporter(),
        new UpsampleImporter(),
        new IfImporter(),
    ];

    private static readonly Dictionary<(string Domain, string OpType), IOnnxImporter> ByName = List.ToDictionary(i => (i.Domain, i.OpType));

    public static IReadOnlyList<IOnnxImporter> All => List;

    public static IOnnxImporter? For(string domain, string opType) => ByName.GetValueOrDefault((domain, opType));
}
