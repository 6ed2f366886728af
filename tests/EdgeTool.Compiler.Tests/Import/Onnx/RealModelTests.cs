using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Published float models beside ONNX Runtime, on the same random inputs.</summary>
public class RealModelTests(ITestOutputHelper output)
{
    private const int Seed = 20260301;

    /// <summary>The models, and how many transposes are left in each: that of its input, and nanodet's 16 channel shuffles.</summary>
    public static TheoryData<string, int> Models => new()
    {
        { "onnxruntime-examples/c_cxx/MNIST/mnist.onnx", 0 },
        { "st-modelzoo-services/common/onnx_utils/sample_models/mobilenet_v2_0.35_128_tfs_channel_first.onnx", 1 },
        { "ultra-light-face/models/onnx/version-slim-320_simplified.onnx", 1 },
        { "nanodet/model/nanodet_m_320.onnx", 17 },
        { "yunet/onnx/yunet_n_320_320.onnx", 1 },
        { "yunet-tflite/model/face_detection_yunet_120x160.onnx", 1 },
        { "st-modelzoo-services/common/onnx_utils/sample_models/yamnet_256_64x96_tl.onnx", 1 },
        { "mlonmcu-models/micro_kws_m_fp32/micro_kws_m_static_fp32.onnx", 1 },
        { "hand-gesture/model/keypoint_classifier/keypoint_classifier.onnx", 0 },
        { "mlperf-tiny-results-v0.7/open/Alibaba/code/ad/sinian/ad_model/model_ad.onnx", 0 },
        { "mlperf-tiny-results-v0.7/open/Alibaba/code/kws/sinian/kws_model/model_kws.onnx", 1 },
    };

    [SharedTheory]
    [MemberData(nameof(Models))]
    public void AgreesWithOnnxRuntime(string model, int transposes) => Compare(model, model, transposes);

    /// <summary>ONNX Runtime no longer reads operator set 1; the same net was published again in set 8.</summary>
    [SharedFact]
    public void AModelOfOperatorSet1GivesWhatItsSuccessorGives() =>
        Compare("onnx-models-history/mnist/model.onnx", "onnxruntime-examples/c_cxx/MNIST/mnist.onnx", 0);

    private void Compare(string model, string judge, int transposes)
    {
        var graph = SourceModel.Import(Shared.PathOf("models", model));
        var compiled = ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 0 });
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
        var random = new Random(Seed);
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            foreach (ref var element in MemoryMarshal.Cast<byte, float>(interpreter.InputBytes(i)))
            {
                element = (random.NextSingle() * 2) - 1;
            }
        }

        output.WriteLine(string.Join(", ", compiled.Graph.Nodes.CountBy(n => n.OpCode).Select(c => $"{c.Key} {c.Value}")));
        using var reference = new OnnxRuntimeReference(Shared.PathOf("models", judge));
        var differences = reference.Compare(interpreter);
        output.WriteLine(string.Join('\n', differences));
        Assert.All(differences, d => Assert.True(d.Relative < 1e-4, $"{d.Name}: {d.Relative}"));
        Assert.True(compiled.Graph.Nodes.Count(n => n.OpCode == OpCode.Transpose) <= transposes,
            string.Join('\n', compiled.Graph.Nodes.Where(n => n.OpCode == OpCode.Transpose).Select(n => $"{n.Name} {n.Inputs[0]!.Shape} -> {n.Outputs[0].Shape}")));
    }
}
