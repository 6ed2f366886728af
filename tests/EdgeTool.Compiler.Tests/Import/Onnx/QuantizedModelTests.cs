using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Published quantized models beside ONNX Runtime: differences of the result relative to its largest magnitude.</summary>
public class QuantizedModelTests(ITestOutputHelper output)
{
    private const int Seed = 20260302;

    [SharedTheory]
    [InlineData("mlonmcu-models/micro_kws_m_quantized/micro_kws_m_static_qdq.onnx", 1.0 / 128)]
    [InlineData("tract-cases/onnx/test_cases/qrelu_1/model.onnx", 1e-6)]
    [InlineData("tract-cases/onnx/test_cases/qsigmoid_1/model.onnx", 1e-6)]
    public void AgreesWithOnnxRuntime(string model, double tolerance)
    {
        var path = Shared.PathOf("models", model);
        using var interpreter = Filled(path);
        using var reference = new OnnxRuntimeReference(path);
        Assert.All(reference.Compare(interpreter), d => Assert.True(d.Relative <= tolerance, $"{d.Name}: {d.Relative}"));
    }

    /// <summary>Sums of reals and of integers round differently now and then; 76 roundings later the logits may be a few of their steps apart.</summary>
    [SharedFact]
    public void ADeepQOperatorModelStaysNear()
    {
        var path = Shared.PathOf("models", "onnx-models-history/shufflenet-v2-12-int8/shufflenet-v2-12-int8.onnx");
        using var interpreter = Filled(path);
        using var reference = new OnnxRuntimeReference(path);
        var differences = reference.Compare(interpreter);
        output.WriteLine(string.Join(", ", differences));
        Assert.All(differences, d => Assert.True(d.Relative < 0.1, $"{d.Name}: {d.Relative}"));
    }

    [SharedFact]
    public void ABinaryQonnxModelRuns()
    {
        using var interpreter = Filled(Shared.PathOf("models", "qonnx-zoo/models/MNIST/Brevitas_FINN_TFC/TFC/TFC_1W1A.onnx"));
        interpreter.Run();
        var found = MemoryMarshal.Cast<byte, float>(interpreter.OutputBytes(0)).ToArray();
        output.WriteLine(string.Join(", ", found));
        Assert.Equal(10, found.Length);
        Assert.True(found.All(float.IsFinite) && found.Distinct().Count() > 1);
    }

    private static Interpreter Filled(string path)
    {
        var interpreter = Interpreter.Load(ModelFile.FromBytes(
            ModelCompiler.Compile(OnnxImporter.Import(File.ReadAllBytes(path)), new CompileOptions { SelfTestCases = 0 }).Bytes));
        var random = new Random(Seed);
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            foreach (ref var element in MemoryMarshal.Cast<byte, float>(interpreter.InputBytes(i)))
            {
                element = (random.NextSingle() * 2) - 1;
            }
        }

        return interpreter;
    }
}
