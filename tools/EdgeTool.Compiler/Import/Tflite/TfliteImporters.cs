namespace EdgeTool.Compiler.Tflite;

/// <summary>Every TFLite operator that can be imported, by its BuiltinOperator number.</summary>
public static class TfliteImporters
{
    private static readonly ITfliteImporter[] List =
    [
        new ReluImporter(),
        new Conv2DImporter(),
        new DepthwiseConv2DImporter(),
        new FullyConnectedImporter(),
        new TransposeConvImporter(),
        new BatchMatMulImporter(),
    ];

    private static readonly Dictionary<int, ITfliteImporter> ByCode = List.ToDictionary(i => i.BuiltinCode);

    public static IReadOnlyList<ITfliteImporter> All => List;

    public static ITfliteImporter? For(int builtinCode) => ByCode.GetValueOrDefault(builtinCode);
}
