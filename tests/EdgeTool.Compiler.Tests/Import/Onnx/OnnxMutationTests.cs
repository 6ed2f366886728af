using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Damaged files are refused in our words, or are still models; nothing else ever comes out of importing and simplifying.</summary>
public class OnnxMutationTests
{
    private const int Seed = 20260302;

    [Fact]
    public void AConvolutionSurvives700Mutations() => Mutate(SmallOnnx.Convolution().ToBytes(), 700);

    [Fact]
    public void LinesSurvive700Mutations() => Mutate(SmallOnnx.Lines().ToBytes(), 700);

    [Fact]
    public void ShapeArithmeticSurvives700Mutations() => Mutate(SmallOnnx.ShapeArithmetic().ToBytes(), 700);

    [SharedTheory]
    [InlineData("onnx-models-history/mnist/model.onnx")]
    [InlineData("hand-gesture/model/keypoint_classifier/keypoint_classifier.onnx")]
    public void ARealFileSurvives200Mutations(string model) => Mutate(File.ReadAllBytes(Shared.PathOf("models", model)), 200);

    private static void Mutate(byte[] original, int count)
    {
        var options = new ImportOptions { Dimensions = new Dictionary<string, int> { ["rows"] = 6 } };
        for (var i = 0; i < count; i++)
        {
            var random = new Random(Seed + i);
            var bytes = random.Next(5) == 0 ? original[..random.Next(original.Length)] : [.. original];
            for (var change = random.Next(1, 5); change > 0 && bytes.Length > 0; change--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(random.Next(2) == 0 ? 1 << random.Next(8) : random.Next(256));
            }

            try
            {
                GraphSimplifier.Simplify(OnnxImporter.Import(bytes, options));
            }
            catch (Exception e) when (e is ImportException or UnsupportedModelException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {Seed + i}: {e}");
            }
        }
    }
}
