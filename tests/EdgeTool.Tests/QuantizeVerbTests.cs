using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;
using TestKit;

namespace EdgeTool.Tests;

public class QuantizeVerbTests
{
    [Fact]
    public void QuantizeWritesAModelThatAnswersAsReported()
    {
        using var folder = new TempFolder();
        var (model, data) = (WriteFloatModel(folder), WriteData(folder));
        var run = ToolRun.Of("quantize", model, "--calibration", data, "-o", folder["q.edge"], "--bias-correct", "--json").Expect(ExitCode.Done);
        var damage = JsonDocument.Parse(run.Out).RootElement.GetProperty("damage");
        Assert.True(damage.GetProperty("sqnrDb").GetDouble() > 25, run.Out);
        Assert.Equal(1, damage.GetProperty("top1").GetDouble());
        var evaluated = ToolRun.Of("evaluate", folder["q.edge"], "--data", data, "--json").Expect(ExitCode.Done);
        Assert.Equal(damage.GetProperty("top1").GetDouble(), JsonDocument.Parse(evaluated.Out).RootElement.GetProperty("top1").GetDouble());
        var operators = JsonDocument.Parse(ToolRun.Of("inspect", folder["q.edge"], "--json").Expect(ExitCode.Done).Out).RootElement.GetProperty("operators");
        Assert.Equal(["Quantize", "FullyConnected", "Softmax", "Dequantize"], operators.EnumerateArray().Select(o => o.GetProperty("op").GetString()));
    }

    /// <summary>Every prediction of the packed file, one example at a time, against the accuracy that was reported while quantizing.</summary>
    [SharedFact]
    public void TheReportedAccuracyIsThatOfTheFileExampleByExample()
    {
        using var folder = new TempFolder();
        var (model, data) = (Shared.PathOf("models/mlperf-tiny-models/benchmark/training/image_classification/trained_models/pretrainedResnet.tflite"),
            Shared.PathOf("data/mlperf-tiny-eval/ic01"));
        var run = ToolRun.Of("quantize", model, "--calibration", data, "--method", "minmax", "--mixed", "-o", folder["q.edge"], "--json").Expect(ExitCode.Done);
        var damage = JsonDocument.Parse(run.Out).RootElement.GetProperty("damage");
        Assert.Equal(138, damage.GetProperty("samples").GetInt32());
        var evaluated = JsonDocument.Parse(ToolRun.Of("evaluate", folder["q.edge"], "--data", data, "--against", model, "--json").Expect(ExitCode.Done).Out).RootElement;
        Assert.Equal(damage.GetProperty("top1").GetDouble(), evaluated.GetProperty("top1").GetDouble());
        Assert.Equal(damage.GetProperty("agreement").GetDouble(), evaluated.GetProperty("against").GetProperty("agreement").GetDouble());
    }

    [SharedFact]
    public void ABinaryNetKeepsItsSigns()
    {
        using var folder = new TempFolder();
        var model = Shared.PathOf("models/qonnx-zoo/models/MNIST/Brevitas_FINN_TFC/TFC/TFC_1W1A.onnx");
        var images = folder["test-dev-images-idx3-ubyte.gz"];
        File.Copy(Shared.PathOf("data/mnist/test-dev-images-idx3-ubyte.gz"), images);
        folder.WriteText("dataset.json", """{ "scale": 0.00392156863 }""");
        var run = ToolRun.Of("quantize", model, "--calibration", images, "--samples", "100", "-o", folder["q.edge"], "--json").Expect(ExitCode.Done);
        Assert.Equal(1, JsonDocument.Parse(run.Out).RootElement.GetProperty("damage").GetProperty("agreement").GetDouble());
        var operators = JsonDocument.Parse(ToolRun.Of("inspect", folder["q.edge"], "--json").Expect(ExitCode.Done).Out).RootElement.GetProperty("operators");
        Assert.Equal(4, operators.EnumerateArray().Count(o => o.GetProperty("op").GetString() == "BinaryFullyConnected"));
    }

    [Fact]
    public void CalibrationGoesThroughThePipelineThatTravelsWithTheWeights()
    {
        using var folder = new TempFolder();
        var (model, data) = (WriteFloatModel(folder), WriteData(folder));
        var pipeline = folder.WriteText("p.json", """{ "preprocess": [{ "kind": "standardize", "numbers": { "mean": [10], "std": [2] } }] }""");
        ToolRun.Of("quantize", model, "--calibration", data, "--pipeline", pipeline, "-o", folder["q.edge"]).Expect(ExitCode.Done);
        var report = JsonDocument.Parse(ToolRun.Of("inspect", folder["q.edge"], "--json").Expect(ExitCode.Done).Out).RootElement;
        Assert.Equal("standardize", report.GetProperty("contract").GetProperty("preprocess")[0].GetProperty("kind").GetString());

        // Values of -1 to 1.2 become -5.5 to -4.4: the input's scale covers 0 and the lowest.
        Assert.InRange(report.GetProperty("operators")[0].GetProperty("outputs")[0].GetProperty("scale").GetSingle(), 5.3f / 255, 5.6f / 255);
    }

    [Fact]
    public void PackQuantizesAFloatModelWithCalibrationData()
    {
        using var folder = new TempFolder();
        var (model, data) = (WriteFloatModel(folder), WriteData(folder));
        Assert.Contains("--calibration", ToolRun.Of("pack", model, "-o", folder["p.edge"]).Expect(ExitCode.BadData).Error, StringComparison.Ordinal);
        ToolRun.Of("pack", model, "-o", folder["p.edge"], "--calibration", data, "--float32").Expect(ExitCode.Usage);
        ToolRun.Of("pack", model, "-o", folder["p.edge"], "--calibration", data).Expect(ExitCode.Done);
        Assert.Equal(1, JsonDocument.Parse(ToolRun.Of("evaluate", folder["p.edge"], "--data", data, "--json").Expect(ExitCode.Done).Out).RootElement.GetProperty("top1").GetDouble());
    }

    [Theory]
    [InlineData("quantize", "--float16")]
    [InlineData("pack", "--float16")]
    [InlineData("quantize", "--weights", "4", "--calibration")]
    [InlineData("quantize", "--weights", "4", "--group", "32", "--calibration")]
    public void SmallerWeightsAreWritten(params string[] arguments)
    {
        using var folder = new TempFolder();
        string[] data = arguments[^1] == "--calibration" ? [WriteData(folder)] : [];
        ToolRun.Of([arguments[0], WriteFloatModel(folder), .. arguments[1..], .. data, "-o", folder["s.edge"]]).Expect(ExitCode.Done);
        ToolRun.Of("verify", folder["s.edge"]).Expect(ExitCode.Done);
    }

    [Fact]
    public void AnOnnxFileAnswersAsThePackedOne()
    {
        using var folder = new TempFolder();
        var (model, data) = (WriteFloatModel(folder), WriteData(folder));
        ToolRun.Of("quantize", model, "--calibration", data, "-o", folder["q.edge"]).Expect(ExitCode.Done);
        ToolRun.Of("quantize", model, "--calibration", data, "-o", folder["q.onnx"]).Expect(ExitCode.Done);
        ToolRun.Of("verify", folder["q.edge"], "--against", folder["q.onnx"]).Expect(ExitCode.Done);
        Assert.Equal(
            JsonDocument.Parse(ToolRun.Of("evaluate", folder["q.edge"], "--data", data, "--json").Expect(ExitCode.Done).Out).RootElement.GetProperty("top1").GetDouble(),
            JsonDocument.Parse(ToolRun.Of("evaluate", folder["q.onnx"], "--data", data, "--json").Expect(ExitCode.Done).Out).RootElement.GetProperty("top1").GetDouble());
    }

    [Fact]
    public void QuantizingWithoutExamplesIsAUsageError()
    {
        using var folder = new TempFolder();
        ToolRun.Of("quantize", WriteFloatModel(folder), "-o", folder["q.edge"]).Expect(ExitCode.Usage);
        ToolRun.Of("quantize", WriteFloatModel(folder), "-o", folder["q.edge"], "--float16", "--calibration", WriteData(folder)).Expect(ExitCode.Usage);
    }

    /// <summary>Ranges follow from examples, not from their classes; only accuracy asks for those.</summary>
    [Theory]
    [InlineData("tables")]
    [InlineData("raw")]
    [InlineData("csv")]
    [InlineData("npy")]
    [InlineData("npz")]
    public void CalibrationAsksForNoLabels(string form)
    {
        using var folder = new TempFolder();
        var (model, values) = (WriteFloatModel(folder), Enumerable.Range(0, 80).Select(i => MathF.Sin(i) * 2).ToArray());
        for (var i = 0; i < 40 && form is "tables" or "raw"; i++)
        {
            var (a, b) = (values[2 * i], values[(2 * i) + 1]);
            _ = form == "raw" ? folder.Write($"data/window{i}.bin", [.. BitConverter.GetBytes(a), .. BitConverter.GetBytes(b)])
                : folder.WriteText($"data/window{i}.csv", FormattableString.Invariant($"x,y\n{a},{b}\n"));
        }

        var rows = Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{values[2 * i]},{values[(2 * i) + 1]}"));
        var array = folder["x.npy"];
        NpyWriter.Write(array, ElementType.Float32, new Shape(40, 2), MemoryMarshal.AsBytes<float>(values));
        using (var archive = ZipFile.Open(folder["data.npz"], ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(array, "x.npy");
        }

        var data = form switch { "csv" => folder.WriteText("data.csv", string.Join('\n', rows)), "npy" => array, "npz" => folder["data.npz"], _ => folder["data"] };
        ToolRun.Of("quantize", model, "--calibration", data, "-o", folder["q.edge"]).Expect(ExitCode.Done);
        ToolRun.Of("pack", model, "--calibration", data, "-o", folder["p.edge"]).Expect(ExitCode.Done);
        ToolRun.Of("evaluate", folder["q.edge"], "--data", data).Expect(ExitCode.BadData);
    }

    [Theory]
    [InlineData("--weights", "1")]
    [InlineData("--group", "64")]
    [InlineData("--activations", "1")]
    [InlineData("-o", "q.tflite")]
    public void WhatIsNotBuiltIsRefused(string option, string value)
    {
        using var folder = new TempFolder();
        string[] output = option == "-o" ? [] : ["-o", folder["q.edge"]];
        ToolRun.Of(["quantize", WriteFloatModel(folder), "--calibration", WriteData(folder), option, value, .. output]).Expect(ExitCode.Unsupported);
        Assert.False(File.Exists(folder["q.edge"]));
    }

    internal static string WriteFloatModel(TempFolder folder)
    {
        var (x, scores, y) = (Float("x", 1, 2), Float("scores", 1, 2), Float("y", 1, 2));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        graph.Nodes.Add(Node.Of("dense", default(FullyConnected),
            [x, Value.Of<float>("w", new Shape(2, 2), [3, -2, -2.5f, 3.5f]), Value.Of<float>("b", new Shape(2), [0.1f, -0.1f])], [scores], 0));
        graph.Nodes.Add(Node.Of("softmax", new Softmax { Beta = 1 }, [scores], [y], 1));
        return folder.Write("float.edge", ModelCompiler.Compile(graph).Bytes);
    }

    /// <summary>Points labelled by which coordinate is larger, none near the border.</summary>
    internal static string WriteData(TempFolder folder)
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 60).Select(i =>
        {
            var (low, high) = (random.NextDouble() - 1, random.NextDouble() + 0.2);
            return i % 2 == 0 ? FormattableString.Invariant($"0,{high},{low}") : FormattableString.Invariant($"1,{low},{high}");
        });
        return folder.WriteText("data.csv", $"label,a,b\n{string.Join('\n', rows)}\n");
    }

    private static Value Float(string name, params ReadOnlySpan<int> shape) => new() { Name = name, Type = ElementType.Float32, Shape = new Shape(shape) };
}
