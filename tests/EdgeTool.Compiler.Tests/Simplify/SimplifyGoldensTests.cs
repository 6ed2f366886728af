using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeTool.Compiler.Tests;

/// <summary>A simplified model gives the bytes of the same model with one step per source operator.</summary>
public class SimplifyGoldensTests
{
    [SharedTheory]
    [InlineData("mlperf-tiny-models/benchmark/training/keyword_spotting/trained_models/kws_ref_model.tflite")]
    [InlineData("mlperf-tiny-models/benchmark/training/image_classification/trained_models/pretrainedResnet_quant.tflite")]
    [InlineData("micro-wake-word/models/v2/okay_nabu.tflite")]
    [InlineData("yunet-tflite/model/model_full_integer_quant.tflite")]
    [InlineData("mlonmcu-models/micro_kws_m_quantized/micro_kws_m_quantized.tflite")]
    [InlineData("tflite-micro/tensorflow/lite/micro/models/person_detect.tflite")]
    [InlineData("hand-gesture/model/keypoint_classifier/keypoint_classifier.tflite")]
    public void Simplifying_changes_no_byte(string model)
    {
        var path = Shared.PathOf("models", model);
        using var plain = Load(path, simplify: false);
        using var simplified = Load(path, simplify: true);
        Assert.True(simplified.StepCount <= plain.StepCount);
        var random = new Random(7);
        for (var run = 0; run < 3; run++)
        {
            for (var i = 0; i < plain.InputCount; i++)
            {
                var bytes = RandomBytes(plain.InputInfo(i), random);
                bytes.CopyTo(plain.InputBytes(i));
                bytes.CopyTo(simplified.InputBytes(i));
            }

            plain.Run();
            simplified.Run();
            for (var o = 0; o < plain.OutputCount; o++)
            {
                Assert.True(plain.OutputBytes(o).SequenceEqual(simplified.OutputBytes(o)), $"run {run}, output {o}");
            }
        }
    }

    private static byte[] RandomBytes(OperandInfo info, Random random)
    {
        var bytes = new byte[info.ByteLength];
        random.NextBytes(bytes);
        if (info.Type == ElementType.Float32)
        {
            var floats = Enumerable.Range(0, info.Shape.ElementCount).Select(_ => random.NextSingle()).ToArray();
            Buffer.BlockCopy(floats, 0, bytes, 0, bytes.Length);
        }

        return bytes;
    }

    private static Interpreter Load(string path, bool simplify) => Interpreter.Load(ModelFile.FromBytes(
        ModelCompiler.Compile(path, new CompileOptions { Simplify = simplify, SelfTestCases = 0 }).Bytes));
}
