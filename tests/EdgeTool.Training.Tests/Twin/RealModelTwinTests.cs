using EdgeRuntime.Model;
using EdgeTool.Compiler;
using TestKit;

namespace EdgeTool.Training.Tests;

/// <summary>The twins of real models compute what our interpreter computes from their exported graphs.</summary>
public class RealModelTwinTests
{
    private const long SmallFileBytes = 300_000, MaxFileBytes = 4 << 20;

    private static readonly string[] Whole = [".tflite", ".onnx"];

    public static TheoryData<string> SmallModels => Models(size => size <= SmallFileBytes);

    public static TheoryData<string> LargeModels => Models(size => size > SmallFileBytes);

    [SharedTorchTheory]
    [MemberData(nameof(SmallModels))]
    public void ATwinAgreesWithTheInterpreter(string model) => Agrees(model);

    [SharedTorchTheory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(LargeModels))]
    public void ALargeTwinAgreesWithTheInterpreter(string model) => Agrees(model);

    private static TheoryData<string> Models(Func<long, bool> hasSize) => Shared.Root is null ? [] :
        [.. Files("").Where(f => !f.StartsWith("onnx-backend-tests/", StringComparison.Ordinal) && hasSize(new FileInfo(Shared.PathOf("models", f)).Length))];

    private static void Agrees(string model)
    {
        if (Trainable(model) is { } graph)
        {
            Assert.NotEmpty(graph.Nodes);
            using var twin = Twin.Of(graph);
            Assert.InRange(TwinAgreement.Difference(twin, new SplitMix(7)), 0, 1e-5);
        }
    }

    [SharedTorchFact]
    public void OperatorsOfTheOnnxBackendTestsAgree()
    {
        var (agreeing, codes, wrong) = (0, new HashSet<OpCode>(), new List<string>());
        foreach (var model in Files("onnx-backend-tests"))
        {
            if (Trainable(model) is not { } graph || graph.Inputs.Count == 0 || graph.Nodes.Count == 0)
            {
                continue;
            }

            using var twin = Twin.Of(graph);
            var difference = TwinAgreement.Difference(twin, new SplitMix(9));
            (agreeing, _) = (agreeing + 1, graph.Nodes.TrueForAll(n => codes.Add(n.OpCode)));
            if (!(difference <= 1e-5))
            {
                wrong.Add($"{model} ({string.Join(", ", graph.Nodes.Select(n => n.OpCode).Distinct())}): {difference}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.InRange(agreeing, 100, int.MaxValue);
        Assert.InRange(codes.Count, 30, int.MaxValue);
    }

    /// <summary>The simplified graph; null where the model is quantized, keeps state, or has an operator or input type that is not trained.</summary>
    private static Graph? Trainable(string model)
    {
        try
        {
            var graph = SourceModel.Import(Shared.PathOf("models", model));
            GraphSimplifier.Simplify(graph);
            TwinOperators.Check(graph);
            return graph.Inputs.Concat(graph.Outputs).All(v => v.Type == ElementType.Float32) ? graph : null;
        }
        catch (Exception e) when (e is UnsupportedModelException or ImportException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Shared.PathOf("models", folder), "*", SearchOption.AllDirectories)
        .Where(f => Whole.Contains(Path.GetExtension(f)) && new FileInfo(f).Length <= MaxFileBytes)
        .Select(f => Path.GetRelativePath(Shared.PathOf("models"), f)).Order(StringComparer.Ordinal);
}
