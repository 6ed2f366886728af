using EdgeTool.Compiler.Tests.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Hostile;

/// <summary>Small models, made by hand and from the world, cut short and with bits flipped.</summary>
public class SourceMutationTests
{
    private const int Seed = 20_240_611, Sample = 150, Many = 10_000;

    private static readonly ImportOptions Rows = new() { Dimensions = new Dictionary<string, int> { ["rows"] = 6 } };

    private static readonly Dictionary<string, Func<byte[]>> HandMade = new()
    {
        ["Relu.tflite"] = () => SmallModels.Relu().ToBytes(),
        ["Convolution.onnx"] = () => SmallOnnx.Convolution().ToBytes(),
        ["Lines.onnx"] = () => SmallOnnx.Lines().ToBytes(),
        ["ShapeArithmetic.onnx"] = () => SmallOnnx.ShapeArithmetic().ToBytes(),
    };

    private static readonly string[] OfTheWorld =
    [
        "mlonmcu-models/tests/model_with_multiple_outputs/model_with_multiple_outputs.tflite",
        "tflite-micro/tensorflow/lite/micro/examples/hello_world/models/hello_world_int8.tflite",
        "mlonmcu-models/lstm2/lstm2.tflite",
        "micro-wake-word/models/v2/vad.tflite",
        "hand-gesture/model/keypoint_classifier/keypoint_classifier.onnx",
        "tract-cases/onnx/test_cases/deconv_group/model.onnx",
        "tract-cases/onnx/test_cases/qlstm_3-2-3_T3_S1/model.onnx",
        "onnx-models-history/mnist/model.onnx",
    ];

    public static TheoryData<string> HandMadeNames => new(HandMade.Keys);

    public static TheoryData<string> WorldNames => new(OfTheWorld);

    [Theory]
    [MemberData(nameof(HandMadeNames))]
    public void ASmallModelSurvivesASample(string name) => Mutate(HandMade[name](), Sample);

    [SharedTheory]
    [MemberData(nameof(WorldNames))]
    public void ARealModelSurvivesASample(string name) => Mutate(Read(name), Sample);

    [SharedTheory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(WorldNames))]
    public void ARealModelSurvives10000OfEach(string name) => Mutate(Read(name), Many);

    private static byte[] Read(string name) => File.ReadAllBytes(Shared.PathOf("models", name));

    private static void Mutate(byte[] original, int count)
    {
        for (var i = 0; i < count; i++)
        {
            SourceTrial.Passes(Cut(original, new Random(Seed + i)), $"cut, seed {Seed + i}", Rows);
            SourceTrial.Passes(Flip(original, new Random(Seed + i)), $"flipped, seed {Seed + i}", Rows);
        }
    }

    private static byte[] Cut(byte[] original, Random random) => original[..random.Next(original.Length)];

    /// <summary>One to three bits, every other one near the start or the end, where tables lie.</summary>
    private static byte[] Flip(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(4) switch
            {
                0 => random.Next(Math.Min(bytes.Length, 2048)),
                1 => bytes.Length - 1 - random.Next(Math.Min(bytes.Length, 4096)),
                _ => random.Next(bytes.Length),
            };
            bytes[at] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }
}
