using System.Text.Json;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Tests;

public class EvaluateTests
{
    [Fact]
    public void TwoModelsStandSideBySide()
    {
        using var folder = new TempFolder();
        var model = TinyModel.Write(folder, "left", "right", "none");
        var other = Relu(folder, "float.edge", ElementType.Float32, 3);
        var data = folder.WriteText("data.csv", "a,b,c,label\n1,2,0,right\n3,2,0,left\n3,2,0,none\n0,0.1,0.2,none\n");
        var run = ToolRun.Of("evaluate", model, "--data", data, "--against", other, "--json").Expect(ExitCode.Done);
        var report = JsonDocument.Parse(run.Out).RootElement;
        var against = report.GetProperty("against");

        // 0.1 and 0.2 are both stored as 0 in steps of 0.5, so that the first class wins where float finds the last.
        Assert.Equal((0.5, 0.75), (report.GetProperty("top1").GetDouble(), against.GetProperty("top1").GetDouble()));
        Assert.Equal(0.75, against.GetProperty("agreement").GetDouble());
        var changed = Assert.Single(against.GetProperty("changed").EnumerateArray());
        Assert.Equal(("row 4", "none", "left", "none"), (
            changed.GetProperty("example").GetString(), changed.GetProperty("trueClass").GetString(),
            changed.GetProperty("answered").GetString(), changed.GetProperty("reference").GetString()));

        // Signal 1 + 4, 9 + 4, 9 + 4, 0.01 + 0.04; noise 0.01 + 0.04.
        Assert.Equal(10 * Math.Log10((5 + 13 + 13 + 0.05) / 0.05), against.GetProperty("sqnrDb").GetDouble(), 4);
        var text = ToolRun.Of("evaluate", model, "--data", data, "--against", other).Expect(ExitCode.Done).Out;
        Assert.Contains("row 4: none -> left, truly none (lost)", text, StringComparison.Ordinal);
        Assert.Contains("4 examples are few", text, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersAsLabelsAreARegression()
    {
        using var folder = new TempFolder();
        var model = Relu(folder, "m.edge", ElementType.Float32, 1);
        var data = folder.WriteText("data.csv", "x,y\n1,1.5\n-2,0\n3,2\n");
        var report = JsonDocument.Parse(ToolRun.Of("evaluate", model, "--data", data, "--json").Expect(ExitCode.Done).Out).RootElement;
        Assert.Equal("regression", report.GetProperty("task").GetString());
        Assert.Equal((0.25 + 0 + 1) / 3, report.GetProperty("mse").GetDouble(), 9);
        Assert.Equal(0.5, report.GetProperty("mae").GetDouble(), 9);
        Assert.Contains("MSE 0.41", ToolRun.Of("evaluate", model, "--data", data).Expect(ExitCode.Done).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAutoencoderIsJudgedByItsReconstructionOverWholeRecordings()
    {
        using var folder = new TempFolder();
        var model = Relu(folder, "m.edge", ElementType.Float32, 8);

        // Relu reconstructs what is positive; two windows of 4 rows each.
        folder.WriteText("data/normal/1.csv", Rows(1, 8));
        folder.WriteText("data/normal/2.csv", Rows(2, 8));
        folder.WriteText("data/anomaly/1.csv", Rows(-1, 8));
        var report = JsonDocument.Parse(ToolRun.Of("evaluate", model, "--data", folder["data"], "--json").Expect(ExitCode.Done).Out).RootElement;
        Assert.Equal(("anomaly", 6, 2, 1, 1.0), (
            report.GetProperty("task").GetString(), report.GetProperty("samples").GetInt32(), report.GetProperty("normal").GetInt32(),
            report.GetProperty("anomalous").GetInt32(), report.GetProperty("auc").GetDouble()));
        Assert.Equal((0.0, 1.0), (report.GetProperty("meanNormal").GetDouble(), report.GetProperty("meanAnomalous").GetDouble()));
        Assert.Contains("AUC 1.0000", ToolRun.Of("evaluate", model, "--data", folder["data"]).Expect(ExitCode.Done).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void WindowsOfOneRecordingAddTheirScores()
    {
        using var folder = new TempFolder();
        var model = TinyModel.Write(folder, "left", "right", "none");
        folder.WriteText("data/left/1.csv", "9,0,0\n0,1,0\n0,1,0\n");
        folder.WriteText("data/right/1.csv", "0,5,0\n");
        var report = JsonDocument.Parse(ToolRun.Of("evaluate", model, "--data", folder["data"], "--json").Expect(ExitCode.Done).Out).RootElement;
        Assert.Equal((4, 0.5), (report.GetProperty("samples").GetInt32(), report.GetProperty("top1").GetDouble()));
        Assert.Equal((2, 1.0), (report.GetProperty("recordings").GetInt32(), report.GetProperty("recordingsTop1").GetDouble()));
        var overlapping = ToolRun.Of("evaluate", model, "--data", folder["data"], "--hop", "2", "--json").Expect(ExitCode.Done).Out;
        Assert.Equal(3, JsonDocument.Parse(overlapping).RootElement.GetProperty("samples").GetInt32());
    }

    [Fact]
    public void ModelsOfOtherInputsAreRefused()
    {
        using var folder = new TempFolder();
        var data = folder.WriteText("data.csv", "a,b,c,label\n1,2,0,1\n");
        var run = ToolRun.Of("evaluate", TinyModel.Write(folder), "--data", data, "--against", Relu(folder, "o.edge", ElementType.Float32, 4)).Expect(ExitCode.BadData);
        Assert.Contains("cannot be given the same examples", run.Error, StringComparison.Ordinal);
        ToolRun.Of("evaluate", folder["tiny.edge"], "--data", data, "--task", "guess").Expect(ExitCode.Usage);
    }

    private static string Rows(int value, int rows) => string.Concat(Enumerable.Repeat($"{value},{value}\n", rows));

    private static string Relu(TempFolder folder, string name, ElementType type, int elements)
    {
        var (input, output) = (new Value { Name = "in", Type = type, Shape = new Shape(1, elements) }, new Value { Name = "out", Type = type, Shape = new Shape(1, elements) });
        var graph = new Graph { Inputs = { input }, Outputs = { output } };
        graph.Nodes.Add(Node.Of("relu", default(Relu), [input], [output]));
        return folder.Write(name, ModelCompiler.Compile(graph).Bytes);
    }
}
