using EdgeTool.Compiler.Tflite;
using TestKit;

namespace EdgeTool.Compiler.Tests;

/// <summary>Damaged files are refused in our words, or are still models; nothing else ever comes out of importing and simplifying.</summary>
public class MutationTests
{
    private const int Seed = 20240611;

    [Fact]
    public void A_hand_made_file_survives_2000_mutations() => Mutate(SmallModels.Relu().ToBytes(), 2000);

    [SharedTheory]
    [InlineData("mlonmcu-models/tests/model_with_multiple_outputs/model_with_multiple_outputs.tflite")]
    [InlineData("tflite-micro/tensorflow/lite/micro/examples/hello_world/models/hello_world_int8.tflite")]
    [InlineData("mlonmcu-models/lstm2/lstm2.tflite")]
    [InlineData("micro-wake-word/models/v2/vad.tflite")]
    public void A_real_file_survives_300_mutations(string model) => Mutate(File.ReadAllBytes(Shared.PathOf("models", model)), 300);

    private static void Mutate(byte[] original, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var random = new Random(Seed + i);
            var bytes = Damage(original, random);
            try
            {
                GraphSimplifier.Simplify(TfliteImporter.Import(bytes));
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

    /// <summary>One to four bytes changed, mostly near the end or the start where tables lie; one file in five is cut short.</summary>
    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = random.Next(5) == 0 ? original[..random.Next(original.Length)] : [.. original];
        for (var change = random.Next(1, 5); change > 0 && bytes.Length > 0; change--)
        {
            var at = random.Next(3) == 0 ? random.Next(Math.Min(bytes.Length, 2048)) : bytes.Length - 1 - random.Next(Math.Min(bytes.Length, 4096));
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(bytes[at] ^ (1 << random.Next(8))),
                _ => (byte)(random.Next(2) == 0 ? 0 : 0xFF),
            };
        }

        return bytes;
    }
}
