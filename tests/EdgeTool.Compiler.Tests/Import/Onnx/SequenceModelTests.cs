using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Published models with recurrent layers, control flow and integers beside ONNX Runtime, on the same random inputs.</summary>
public class SequenceModelTests(ITestOutputHelper output)
{
    private const int Seed = 20260302;

    /// <summary>The models, sizes of their symbolic dimensions, and the largest difference relative to the largest output.</summary>
    public static TheoryData<string, string, int, double> Models => new()
    {
        { "silero-vad/src/silero_vad/data/silero_vad_16k_op15.onnx", "sequence", 576, 1e-4 },
        { "gtcrn/stream/onnx_models/gtcrn_simple.onnx", "", 0, 1e-4 },
        { "dtln/pretrained_model/model_1.onnx", "", 0, 1e-4 },
        { "tract-cases/onnx/test_cases/byte_sb_bidi_lstm/model.onnx", "length", 16, 1e-4 },
        { "tract-cases/onnx/test_cases/qlstm_3-2-3_T3_S1/model.onnx", "", 0, 0.02 },
        { "onnx-models-history/shufflenet-v2-12-int8/shufflenet-v2-12-int8.onnx", "", 0, 0.1 },
        { "mlonmcu-models/micro_kws_m_quantized/micro_kws_m_static_qdq.onnx", "", 0, 0.02 },
        { "hand-gesture/model/point_history_classifier/point_history_classifier.onnx", "", 0, 1e-4 },
    };

    [SharedTheory]
    [MemberData(nameof(Models))]
    public void AgreesWithOnnxRuntime(string model, string symbol, int size, double tolerance)
    {
        var path = Shared.PathOf("models", model);
        var options = new ImportOptions { Dimensions = symbol.Length > 0 ? new Dictionary<string, int> { [symbol] = size } : [] };
        var compiled = ModelCompiler.Compile(OnnxImporter.Import(File.ReadAllBytes(path), options), new CompileOptions { SelfTestCases = 0 });
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
        var random = new Random(Seed);
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            Fill(random, interpreter.InputInfo(i).Type, interpreter.InputBytes(i));
        }

        using var reference = new OnnxRuntimeReference(path);
        var differences = reference.Compare(interpreter);
        output.WriteLine(string.Join('\n', differences));
        Assert.All(differences, d => Assert.True(d.Relative <= tolerance, $"{d.Name}: {d.Relative}"));
    }

    private static void Fill(Random random, ElementType type, Span<byte> bytes)
    {
        if (type != ElementType.Float32)
        {
            random.NextBytes(bytes);
            return;
        }

        foreach (ref var element in MemoryMarshal.Cast<byte, float>(bytes))
        {
            element = (random.NextSingle() * 2) - 1;
        }
    }
}
