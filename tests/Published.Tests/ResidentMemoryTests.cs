using System.Text.Json;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using TestKit;

namespace Published.Tests;

/// <summary>What the x64 program occupies once it has loaded a real model and infers: its weights, its arena, and little beside.</summary>
public sealed class ResidentMemoryTests : IDisposable
{
    private const string Trained = "models/mlperf-tiny-models/benchmark/training";

    private const double MostMegaBytesBeside = 6;

    /// <summary>Weights in the order that the program reads on this machine.</summary>
    private static string Target => Cpu.Detected.HasFlag(CpuFeatures.AvxVnni) ? "x64" : "x64-avx2";

    private readonly string _folder = Directory.CreateTempSubdirectory("published").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PublishedSharedTheory]
    [InlineData($"{Trained}/keyword_spotting/trained_models/kws_ref_model.tflite")]
    [InlineData($"{Trained}/visual_wake_words/trained_models/vww_96_int8.tflite")]
    [InlineData($"{Trained}/image_classification/trained_models/pretrainedResnet_quant.tflite")]
    [InlineData($"{Trained}/anomaly_detection/trained_models/ad01_int8.tflite")]
    [InlineData("models/tflite-micro/tensorflow/lite/micro/models/person_detect.tflite")]
    [InlineData("models/google-coral/tf2_mobilenet_v2_1.0_224_ptq.tflite")]
    public void LittleIsResidentBesideWeightsAndArena(string source)
    {
        var packed = ModelWriter.Write(ModelCompiler.Compile(Shared.PathOf(source), new CompileOptions { Target = Target }).Image);
        var file = Path.Combine(_folder, "model.edge");
        File.WriteAllBytes(file, packed);
        // What the system maps around a page that is touched differs from run to run by some tenths of a megabyte.
        var beside = Enumerable.Range(0, 3).Min(_ => ResidentBytes(file)) - NeededBytes(packed);
        Assert.InRange(beside / 1e6, 1, MostMegaBytesBeside);
    }

    private static long ResidentBytes(string file)
    {
        var result = Board.Of("x64").Run(["self-test", file, "--json"]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        using var answer = JsonDocument.Parse(result.Output);
        return answer.RootElement.GetProperty("rssBytes").GetInt64();
    }

    /// <summary>Bytes of all constants and of the arena.</summary>
    private static long NeededBytes(byte[] packed)
    {
        using var model = ModelFile.FromBytes(packed);
        var bytes = model.ArenaBytes;
        foreach (ref readonly var tensor in model.Tensors)
        {
            bytes += tensor.Kind == TensorKind.Constant ? tensor.ByteLength : 0;
        }

        return bytes;
    }
}
