using System.Text.Json;

namespace EdgeTool.Tests;

public class DoctorVerbTests
{
    [Fact]
    public void DoctorRanksLayersAndMeasuresEveryStep()
    {
        using var folder = new TempFolder();
        var (model, data) = (QuantizeVerbTests.WriteFloatModel(folder), QuantizeVerbTests.WriteData(folder));
        var run = ToolRun.Of("doctor", model, "--calibration", data, "--json", "--html", folder["d.html"], "-o", folder["d.edge"]).Expect(ExitCode.Done);
        var diagnosis = JsonDocument.Parse(run.Out).RootElement;
        Assert.True(diagnosis.GetProperty("withinLimit").GetBoolean());
        Assert.Equal("quantize", diagnosis.GetProperty("steps")[0].GetProperty("cure").GetString());
        Assert.Equal(["FullyConnected", "Softmax"], diagnosis.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("op").GetString()).Order(StringComparer.Ordinal));
        var page = File.ReadAllText(folder["d.html"]);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        var evaluated = ToolRun.Of("evaluate", folder["d.edge"], "--data", data, "--json").Expect(ExitCode.Done);
        Assert.Equal(diagnosis.GetProperty("damage").GetProperty("top1").GetDouble(), JsonDocument.Parse(evaluated.Out).RootElement.GetProperty("top1").GetDouble());
    }

    [Fact]
    public void DoctorRefusesIntegersAndLimitsThatAreNone()
    {
        using var folder = new TempFolder();
        var data = QuantizeVerbTests.WriteData(folder);
        Assert.Contains("integers already", ToolRun.Of("doctor", TinyModel.Write(folder), "--calibration", data).Expect(ExitCode.BadData).Error, StringComparison.Ordinal);
        ToolRun.Of("doctor", QuantizeVerbTests.WriteFloatModel(folder), "--calibration", data, "--max-drop", "-1").Expect(ExitCode.Usage);
    }
}
