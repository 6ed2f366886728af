namespace EdgeTool.Compiler.Onnx;

/// <summary>Every ONNX operator that can be imported, by its domain and op_type.</summary>
public static class OnnxImporters
{
    /// <summary>Operator sets of the standard domain that importers know.</summary>
    public const int MinOpset = 7, MaxOpset = 23;

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
    ];

    private static readonly Dictionary<(string Domain, string OpType), IOnnxImporter> ByName = List.ToDictionary(i => (i.Domain, i.OpType));

    public static IReadOnlyList<IOnnxImporter> All => List;

    public static IOnnxImporter? For(string domain, string opType) => ByName.GetValueOrDefault((domain, opType));
}
