using System.Text.Json;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Tests;

public class PruneVerbTests
{
    [Theory]
    [InlineData("p.edge")]
    [InlineData("p.onnx")]
    public void PruneWritesASmallerModelThatRuns(string name)
    {
        using var folder = new TempFolder();
        var report = Json(ToolRun.Of("prune", WriteModel(folder), "-o", folder[name], "--channels", "0.5", "--json").Expect(ExitCode.Done));
        Assert.Equal(("wide", 32, 16), Part(report.GetProperty("parts")[0]));
        Assert.Equal((32 * 10, 16 * 10), Figure(report.GetProperty("macs")));
        var (before, after) = Figure(report.GetProperty("fileBytes"));
        Assert.True(after < before);
        Assert.True(report.GetProperty("microseconds").GetProperty("after").GetDouble() > 0);
        Assert.Equal(16 * 10, Json(ToolRun.Of("inspect", folder[name], "--json").Expect(ExitCode.Done)).GetProperty("macs").GetInt64());
    }

    [Fact]
    public void ABudgetComparesAllLayers()
    {
        using var folder = new TempFolder();
        var report = Json(ToolRun.Of("prune", WriteModel(folder), "-o", folder["p.edge"], "--budget", "macs=0.3", "--multiple", "1", "--json").Expect(ExitCode.Done));
        Assert.InRange(report.GetProperty("macs").GetProperty("after").GetInt64(), 80, 96);
        ToolRun.Of("prune", WriteModel(folder), "-o", folder["p.edge"], "--budget", "macs=5", "--json").Expect(ExitCode.AnswerIsNo);
        Assert.True(File.Exists(folder["p.edge"]));
    }

    [Fact]
    public void ALatencyIsPredictedForABoard()
    {
        using var folder = new TempFolder();
        string[] call = ["prune", WriteModel(folder), "-o", folder["p.edge"], "--budget", "latency=0.6", "--multiple", "1", "--json"];
        Assert.Contains("--target", ToolRun.Of(call).Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        var report = Json(ToolRun.Of([.. call, "--target", "pi4"]).Expect(ExitCode.Done));
        Assert.True(report.GetProperty("macs").GetProperty("after").GetInt64() < 32 * 10);
    }

    [Fact]
    public void SensitivityAndActivationsNeedData()
    {
        using var folder = new TempFolder();
        var model = WriteModel(folder);
        ToolRun.Of("prune", model, "-o", folder["p.edge"], "--channels", "0.5", "--sensitivity").Expect(ExitCode.Usage);
        ToolRun.Of("prune", model, "-o", folder["p.edge"], "--channels", "0.5", "--importance", "activation").Expect(ExitCode.Usage);
        ToolRun.Of("prune", model, "-o", folder["p.edge"], "--channels", "0.5", "--importance", "bn").Expect(ExitCode.BadData);
        var data = QuantizeVerbTests.WriteData(folder);
        var report = Json(ToolRun.Of("prune", model, "-o", folder["p.edge"], "--channels", "0.5", "--importance", "activation", "--sensitivity", "--data", data, "--json").Expect(ExitCode.Done));
        Assert.Equal([0.25, 0.5, 0.75], report.GetProperty("sensitivity").EnumerateArray().Select(s => s.GetProperty("share").GetDouble()));
    }

    [Fact]
    public void TrainingBetweenRoundsNeedsData()
    {
        using var folder = new TempFolder();
        string[] call = ["prune", WriteModel(folder), "-o", folder["p.edge"], "--channels", "0.5"];
        Assert.Contains("--finetune", ToolRun.Of([.. call, "--distill"]).Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("--finetune", ToolRun.Of([.. call, "--rounds", "2"]).Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("--finetune", ToolRun.Of([.. call, "--renormalize"]).Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("--finetune", ToolRun.Of([.. call, "--importance", "taylor"]).Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("--refit", ToolRun.Of([.. call, "--finetune", "x", "--refit"]).Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        ToolRun.Of([.. call, "--finetune", "x", "--rounds", "0"]).Expect(ExitCode.Usage);
    }

    [Theory]
    [InlineData("p.edge")]
    [InlineData("p.onnx")]
    public void WeightsBecomeZeroAndFew(string name)
    {
        using var folder = new TempFolder();
        var report = Json(ToolRun.Of("prune", WriteModel(folder), "-o", folder[name], "--unstructured", "0.75", "--scope", "layer", "--clusters", "4", "--json").Expect(ExitCode.Done));
        Assert.Equal([("w", 64, 16), ("v", 256, 64)], report.GetProperty("parts").EnumerateArray().Select(Part));
        var (before, after) = Figure(report.GetProperty("fileBytes"));
        Assert.True(after < before, $"{before} to {after} bytes");
        Assert.Contains("clustered to 4 values", report.GetProperty("note").GetString(), StringComparison.Ordinal);
        var operators = Json(ToolRun.Of("inspect", folder[name], "--json").Expect(ExitCode.Done)).GetProperty("operators");
        Assert.Equal("coded", operators[1].GetProperty("inputs")[1].GetProperty("storage").GetString());
    }

    [Fact]
    public void NOfMStaysAndSensitivityIsDrawn()
    {
        using var folder = new TempFolder();
        var data = QuantizeVerbTests.WriteData(folder);
        var report = Json(ToolRun.Of("prune", WriteModel(folder), "-o", folder["p.edge"], "--nm", "2:4", "--sensitivity", "--plot", folder["p.svg"], "--data", data, "--json").Expect(ExitCode.Done));
        Assert.Equal([("w", 64, 64), ("v", 256, 128)], report.GetProperty("parts").EnumerateArray().Select(Part));
        Assert.Equal(["w", "v"], report.GetProperty("sensitivity").EnumerateArray().Select(s => s.GetProperty("name").GetString()).Distinct());
        var plot = System.Xml.Linq.XDocument.Load(folder["p.svg"]);
        Assert.Equal(2, plot.Descendants().Count(e => e.Name.LocalName == "polyline"));
    }

    [Theory]
    [InlineData(ExitCode.Usage)]
    [InlineData(ExitCode.Usage, "--unstructured", "1")]
    [InlineData(ExitCode.Usage, "--unstructured", "0.5", "--channels", "0.5")]
    [InlineData(ExitCode.Usage, "--unstructured", "0.5", "--nm", "2:4")]
    [InlineData(ExitCode.Usage, "--nm", "4:4")]
    [InlineData(ExitCode.Usage, "--nm", "2:4", "--block", "1x4")]
    [InlineData(ExitCode.Usage, "--unstructured", "0.5", "--block", "0x4")]
    [InlineData(ExitCode.Usage, "--clusters", "0")]
    [InlineData(ExitCode.Usage, "--clusters", "4", "--plot", "p.svg")]
    [InlineData(ExitCode.Usage, "--channels", "1")]
    [InlineData(ExitCode.Usage, "--channels", "0.5", "--budget", "macs=0.5")]
    [InlineData(ExitCode.Usage, "--budget", "time=1")]
    [InlineData(ExitCode.Usage, "--channels", "0.5", "--multiple", "0")]
    public void WhatMakesNoSenseIsAUsageError(int code, params string[] options)
    {
        using var folder = new TempFolder();
        ToolRun.Of(["prune", WriteModel(folder), "-o", folder["p.edge"], .. options]).Expect(code);
    }

    [Fact]
    public void AQuantizedModelIsRefused()
    {
        using var folder = new TempFolder();
        Assert.Contains("quantize", ToolRun.Of("prune", TinyModel.Write(folder), "-o", folder["p.edge"], "--channels", "0.5").Expect(ExitCode.BadData).Error, StringComparison.Ordinal);
    }

    /// <summary>2 inputs, 32 units of which half are small, 8 scores.</summary>
    private static string WriteModel(TempFolder folder)
    {
        const int Units = 32;
        var random = new Random(5);
        var (x, wide, y) = (Float("x", 1, 2), Float("wide", 1, Units), Float("y", 1, 8));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        graph.Nodes.Add(Node.Of("wide", new FullyConnected { Activation = Activation.Relu }, [x, Random("w", Units, 2)], [wide], 0));
        graph.Nodes.Add(Node.Of("scores", default(FullyConnected), [wide, Random("v", 8, Units)], [y], 1));
        return folder.Write("float.edge", ModelCompiler.Compile(graph).Bytes);

        Value Random(string name, int rows, int columns)
        {
            var values = new float[rows * columns];
            foreach (ref var v in values.AsSpan())
            {
                v = (2 * random.NextSingle()) - 1;
            }

            return Value.Of<float>(name, new Shape(rows, columns), values);
        }
    }

    private static Value Float(string name, params ReadOnlySpan<int> shape) => new() { Name = name, Type = ElementType.Float32, Shape = new Shape(shape) };

    private static JsonElement Json(ToolRun run) => JsonDocument.Parse(run.Out).RootElement;

    private static (string? Name, int Before, int After) Part(JsonElement part) =>
        (part.GetProperty("name").GetString(), part.GetProperty("before").GetInt32(), part.GetProperty("after").GetInt32());

    private static (long Before, long After) Figure(JsonElement figure) => (figure.GetProperty("before").GetInt64(), figure.GetProperty("after").GetInt64());
}
