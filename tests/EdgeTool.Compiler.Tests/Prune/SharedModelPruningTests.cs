using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Tests.Onnx;
using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Pruning;

/// <summary>Float models of the outside world lose channels and still run.</summary>
public class SharedModelPruningTests(ITestOutputHelper output)
{
    public static TheoryData<string> Models()
    {
        var data = new TheoryData<string>();
        if (Shared.Root is null)
        {
            data.Add("(none)");
            return data;
        }

        var folder = Shared.PathOf("models");
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(p => p.EndsWith(".tflite", StringComparison.Ordinal) || p.EndsWith(".onnx", StringComparison.Ordinal)))
        {
            data.Add(Path.GetRelativePath(folder, path));
        }

        return data;
    }

    /// <summary>At a quarter, a half and three quarters; what is no float model, or cannot be read, is passed over.</summary>
    [SharedTheory]
    [MemberData(nameof(Models))]
    public void EveryFloatModelPrunesAndRuns(string model)
    {
        if (Import(model) is not { } graph)
        {
            return;
        }

        var pruner = new ChannelPruner(graph, WeightNorm.L2);
        foreach (var share in (double[])[0.25, 0.5, 0.75])
        {
            var kept = pruner.KeptAtShare(share, multiple: 1);
            var small = pruner.With(kept);
            Assert.NotEmpty(GraphOutputs.Of(small));
            output.WriteLine($"PRUNED {model} {share}: {pruner.Groups.Count} groups, {pruner.Groups.Sum(g => g.Channels.Count)} channels, {kept.Sum()} stay, MACs {GraphSize.Macs(graph)} to {GraphSize.Macs(small)}");
        }
    }

    [SharedTheory]
    [InlineData("mlperf-tiny-models/benchmark/training/image_classification/trained_models/pretrainedResnet.tflite")]
    [InlineData("mlperf-tiny-models/benchmark/training/keyword_spotting/trained_models/kws_ref_model_float32.tflite")]
    [InlineData("mlperf-tiny-models/benchmark/training/visual_wake_words/trained_models/vww_96_float.tflite")]
    [InlineData("tflite-support/tensorflow_lite_support/cc/test/testdata/task/vision/mobilenet_v1_0.25_224_1_default_1.tflite")]
    public void OnnxRuntimeComputesTheSameFromThePrunedFile(string model)
    {
        var pruner = new ChannelPruner(Import(model)!, WeightNorm.L2);
        var small = pruner.With(pruner.KeptAtShare(0.5, multiple: 8));
        using var session = OnnxRuntimeReference.Open(OnnxExporter.Export(small));
        using var interpreter = EdgeRuntime.Inference.Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(small, new CompileOptions { Simplify = false, SelfTestCases = 0 }).Bytes));
        var random = new Random(2);
        var input = new float[interpreter.InputInfo(0).Shape.ElementCount];
        foreach (ref var v in input.AsSpan())
        {
            v = (2 * random.NextSingle()) - 1;
        }

        var runs = ExportedRun.Compare(interpreter, session, [[System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(input).ToArray()]]);
        Assert.All(runs, r => Assert.True(r.IsSame, $"{r}"));
    }

    private static Graph? Import(string model)
    {
        try
        {
            var graph = SourceModel.Import(Shared.PathOf("models", model));
            GraphSimplifier.Simplify(graph);
            return FloatShare.Of(graph).IsFloat ? graph : null;
        }
        catch (Exception e) when (e is UnsupportedModelException or ImportException)
        {
            return null;
        }
    }
}
