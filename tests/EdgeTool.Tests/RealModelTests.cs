using System.Globalization;
using System.Text.Json;
using TestKit;

namespace EdgeTool.Tests;

/// <summary>The tool on models and data of the outside world.</summary>
public class RealModelTests
{
    private const string MlPerf = "models/mlperf-tiny-models";

    [SharedTheory]
    [InlineData("mlperf-tiny-models__kws_ref_model")]
    [InlineData("mlperf-tiny-models__pretrainedResnet_quant")]
    [InlineData("mlperf-tiny-models__ad01_int8")]
    [InlineData("micro-wake-word__okay_nabu")]
    [InlineData("tflite-micro__hello_world_int8")]
    public void RunOnSourceAndPackedModelWritesTheGoldenBytes(string name)
    {
        using var folder = new TempFolder();
        var golden = Shared.PathOf("goldens", name);
        var source = Shared.PathOf(File.ReadAllText(Path.Combine(golden, "model.txt")).Trim());
        ToolRun.Of("pack", source, "-o", folder["m.edge"]).Expect(ExitCode.Done);
        var cases = Directory.GetFiles(golden, "in_*_0.bin").Length;
        var inputs = Enumerable.Range(0, cases).SelectMany(c =>
            (string[])["--case", "--input", .. Directory.GetFiles(golden, $"in_{c}_*.bin").Order(StringComparer.Ordinal)]);
        foreach (var model in new[] { source, folder["m.edge"] })
        {
            ToolRun.Of(["run", model, .. inputs, "--output-dir", folder["out"]]).Expect(ExitCode.Done);
            foreach (var expected in Directory.GetFiles(golden, "out_*_*.bin"))
            {
                var parts = Path.GetFileNameWithoutExtension(expected).Split('_');
                Assert.Equal(File.ReadAllBytes(expected), File.ReadAllBytes(folder[$"out/case_{parts[1]}/output_{parts[2]}.bin"]));
            }
        }

        ToolRun.Of("verify", folder["m.edge"], "--against", source, "--samples", "2").Expect(ExitCode.Done);
    }

    [SharedTheory]
    [InlineData("kws_ref_model.tflite", "kws01", 0.895)]
    [InlineData("pretrainedResnet_quant.tflite", "ic01", 0.83)]
    public void EvaluateReachesThePublishedAccuracy(string model, string data, double atLeast)
    {
        var run = ToolRun.Of("evaluate", Find(MlPerf, model), "--data", Shared.PathOf("data/mlperf-tiny-eval", data), "--json").Expect(ExitCode.Done);
        var top1 = JsonDocument.Parse(run.Out).RootElement.GetProperty("top1").GetDouble();
        Assert.True(top1 >= atLeast, top1.ToString(CultureInfo.InvariantCulture));
    }

    [SharedFact]
    public void AModelThatAnswersWithAnIndexAgreesWithItsTwinThatGivesScores()
    {
        const string models = "models/hand-gesture/model/keypoint_classifier/keypoint_classifier";
        var run = ToolRun.Of("evaluate", Shared.PathOf($"{models}.onnx"), "--data", Shared.PathOf("data/hand-gesture/keypoint_dev.csv"),
            "--against", Shared.PathOf($"{models}.tflite"), "--json").Expect(ExitCode.Done);
        var report = JsonDocument.Parse(run.Out).RootElement;
        Assert.True(report.GetProperty("top1").GetDouble() >= 0.95, run.Out);
        Assert.True(report.GetProperty("against").GetProperty("agreement").GetDouble() >= 0.95, run.Out);
    }

    [SharedFact]
    public void CheckNamesEveryUnsupportedNodeAtOnce()
    {
        var model = Find("models/tflite-support", "dilated_conv.tflite");
        var run = ToolRun.Of("check", model, "--json").Expect(ExitCode.AnswerIsNo);
        var nodes = JsonDocument.Parse(run.Out).RootElement.GetProperty("unsupported").EnumerateArray().ToList();
        Assert.Equal(3, nodes.Count);
        Assert.All(nodes, n => Assert.NotEmpty(n.GetProperty("reason").GetString() + n.GetProperty("remedy").GetString()));
        Assert.Equal(nodes.Count, ToolRun.Of("check", model).Expect(ExitCode.AnswerIsNo).Out.Split('\n').Count(l => l.StartsWith("  node ", StringComparison.Ordinal)));
    }

    [SharedFact]
    public void InspectReadsASourceModelAndPrintsNothingButJson()
    {
        var shown = Console.Out;
        using var console = new StringWriter();
        Console.SetOut(console);
        try
        {
            var run = ToolRun.Of("inspect", Find(MlPerf, "ad01_int8.tflite"), "--json").Expect(ExitCode.Done);
            var report = JsonDocument.Parse(run.Out).RootElement;
            Assert.Equal(264192, report.GetProperty("macs").GetInt64());
            Assert.Equal("ad01_int8.tflite", report.GetProperty("provenance").GetProperty("sourceFile").GetString());
            Assert.Empty(console.ToString());
        }
        finally
        {
            Console.SetOut(shown);
        }
    }

    [SharedFact]
    public void AFloatModelIsPackedOnlyWhenAskedFor()
    {
        using var folder = new TempFolder();
        var model = Find(MlPerf, "ad01_fp32.tflite");
        var refused = ToolRun.Of("pack", model, "-o", folder["m.edge"]).Expect(ExitCode.BadData);
        Assert.Contains("--float32", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["m.edge"]));
        ToolRun.Of("pack", model, "-o", folder["m.edge"], "--float32").Expect(ExitCode.Done);
    }

    private static string Find(string under, string name) =>
        Directory.GetFiles(Shared.PathOf(under), name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
}
