using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using TestKit;

namespace EdgeRuntime.Pipeline.Tests;

/// <summary>Against TensorFlow Lite Micro's own front end: its model, its tables and what its kernels gave.</summary>
public class MicroFrontendTests
{
    private const string Speech = "models/tflite-micro/tensorflow/lite/micro/examples/micro_speech";

    [SharedFact]
    public void FramesAreThoseOfTheGoldensByteForByte()
    {
        var frontend = new MicroFrontend(new MicroFrontendSettings(16_000, 480, 40, 125, 7500));
        var folder = Shared.PathOf("goldens", "tflite-micro__audio_preprocessor_int8");
        var cases = 0;
        for (; File.Exists(Path.Combine(folder, $"in_{cases}_0.bin")); cases++)
        {
            MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(Path.Combine(folder, $"in_{cases}_0.bin"))).CopyTo(frontend.Frame);
            frontend.Run();
            var expected = MemoryMarshal.Cast<byte, sbyte>(File.ReadAllBytes(Path.Combine(folder, $"out_{cases}_0.bin"))).ToArray();
            Assert.Equal(expected, frontend.Features.ToArray().Select(f => (sbyte)(Math.Min(((f * 256) + 333) / 666, 255) - 128)));
        }

        Assert.True(cases >= 2, $"{cases} cases in {folder}");
    }

    [SharedTheory]
    [InlineData("yes_1000ms.wav")]
    [InlineData("no_1000ms.wav")]
    [InlineData("silence_1000ms.wav")]
    public void AClipBecomesTheInputThatThePreprocessorModelMakes(string clip)
    {
        var samples = Clip(clip);
        Assert.Equal(Reference(samples), Bytes(Preprocessor(), samples));
    }

    [SharedTheory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(320)]
    [InlineData(5000)]
    public void AStreamGivesTheBytesOfTheWholeClip(int pieceSamples)
    {
        var samples = Clip("yes_1000ms.wav");
        var expected = Bytes(Preprocessor(), samples);
        var preprocessor = Preprocessor("stream");
        Assert.Equal(1960, preprocessor.WindowElementCount);
        preprocessor.Stream!.Prepare(pieceSamples);

        // A second clip behind a reset is like the first; what was before it is forgotten.
        for (var round = 0; round < 2; round++)
        {
            var window = new SampleWindow(49, 40);
            for (var at = 0; at < samples.Length; at += pieceSamples)
            {
                window.Push(preprocessor.Stream.Apply(samples.AsSpan(at, Math.Min(pieceSamples, samples.Length - at))));
            }

            var bytes = new byte[1960];
            preprocessor.FillWindow(window.Latest, bytes);
            Assert.Equal(expected, bytes);
            preprocessor.Stream.Reset();
        }
    }

    [Fact]
    public void NoiseIsSuppressedInTheLongRun()
    {
        var noise = Stages.Noise(3, 480 + (320 * 198), 0.1f);
        var features = Stages.Run([1, 199, 40], noise, Frontend());
        Assert.True(features[^(40 * 20)..].Average() < 0.6 * features[..(40 * 3)].Average());
    }

    [Fact]
    public void FramesMayLieApart()
    {
        var samples = Stages.Noise(5, 3000);
        var together = Stages.Run([3, 40], samples[..(480 + 2000)], Frontend(("frameStride", 1000)));
        Assert.Equal(Stages.Run([1, 40], samples[..480], Frontend()), together[..40]);
        Assert.All(together.Chunk(40), frame => Assert.Contains(frame, feature => feature > 0));
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("did you mean 'pcanOffset'?", Stages.Refusal([1, 40], Frontend(("pcanOfset", 80))));
        Assert.Contains("below half of 'sampleRateHz'", Stages.Refusal([1, 40], Stages.Of("microFrontend", ("sampleRateHz", 8000), ("highHz", 4000))));
        Assert.Contains("frames of 40 channels", Stages.Refusal([1, 41], Frontend()));
        Assert.Contains(
            "move it to the front",
            Stages.Refusal([1, 40], Stages.Of("scale", ("factor", 2)), Frontend(("over", "stream"))));
    }

    private static PreprocessStage Frontend(params (string Name, object Value)[] parameters) =>
        Stages.Of("microFrontend", [("sampleRateHz", 16_000), .. parameters]);

    private static float[] Clip(string name)
    {
        var file = File.ReadAllBytes(Shared.PathOf(Speech, "testdata", name));
        return Array.ConvertAll(MemoryMarshal.Cast<byte, short>(file.AsSpan(44, 32_000)).ToArray(), s => s / 32_768f);
    }

    private static Preprocessor Preprocessor(string over = "window") => Pipeline.Preprocessor.Create(
        [Frontend(("rounding", "int8"), ("over", over))],
        new OperandInfo(ElementType.Int8, new Shape(1, 1960), TensorKind.Arena, 0.101715684f, -128));

    /// <summary>The first 49 frames are all that the model sees of a clip.</summary>
    private static byte[] Bytes(Preprocessor preprocessor, float[] samples)
    {
        var bytes = new byte[1960];
        preprocessor.Fill(samples.AsSpan(0, preprocessor.ElementCount), bytes);
        return bytes;
    }

    private static byte[] Reference(float[] samples)
    {
        var model = ModelCompiler.Compile(Shared.PathOf(Speech, "models", "audio_preprocessor_int8.tflite"));
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(model.Bytes));
        var bytes = new List<byte>();
        for (var at = 0; at + 480 <= samples.Length; at += 320)
        {
            Array.ConvertAll(samples[at..(at + 480)], s => (short)(s * 32_768)).CopyTo(interpreter.Input<short>(0));
            interpreter.Run();
            bytes.AddRange(interpreter.OutputBytes(0).ToArray());
        }

        return [.. bytes];
    }
}
