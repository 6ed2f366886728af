using EdgeTool;
using EdgeTool.Compiler;

namespace EdgeRuntime.Benchmarks;

/// <summary>A model that is measured.</summary>
/// <param name="Name">Short.</param>
/// <param name="Path">Of the source file.</param>
internal sealed record BenchmarkModel(string Name, string Path)
{
    private const string Trained = "models/mlperf-tiny-models/benchmark/training";

    private static readonly (string Name, string File)[] Shared =
    [
        ("kws", $"{Trained}/keyword_spotting/trained_models/kws_ref_model.tflite"),
        ("vww", $"{Trained}/visual_wake_words/trained_models/vww_96_int8.tflite"),
        ("resnet8", $"{Trained}/image_classification/trained_models/pretrainedResnet_quant.tflite"),
        ("ad01", $"{Trained}/anomaly_detection/trained_models/ad01_int8.tflite"),
        ("person", "models/tflite-micro/tensorflow/lite/micro/models/person_detect.tflite"),
        ("mbv2", "models/google-coral/tf2_mobilenet_v2_1.0_224_ptq.tflite"),
    ];

    /// <summary>The demo model, and the others where <c>EDGE_SHARED</c> names their folder.</summary>
    /// <exception cref="ToolException">A name is unknown, or its file is missing.</exception>
    public static List<BenchmarkModel> Chosen(IReadOnlyList<string> names)
    {
        var all = new List<BenchmarkModel> { new("demo", System.IO.Path.Combine(Machine.RepositoryRoot, "firmware-configs/models/gestures.onnx")) };
        if (Environment.GetEnvironmentVariable("EDGE_SHARED") is { Length: > 0 } folder)
        {
            all.AddRange(Shared.Select(m => new BenchmarkModel(m.Name, System.IO.Path.Combine(folder, m.File))));
        }

        var chosen = names.Count == 0 ? all : names.Select(n => all.Find(m => m.Name == n) ?? throw ToolException.Usage($"There is no model '{n}' here.")).ToList();
        return chosen.Find(m => !File.Exists(m.Path)) is { } missing ? throw new ToolException(ExitCode.NoInput, $"{missing.Path} is missing.") : chosen;
    }

    /// <summary>The model, simplified.</summary>
    public Graph Graph()
    {
        var graph = SourceModel.Import(Path);
        GraphSimplifier.Simplify(graph);
        return graph;
    }
}
