using EdgeRuntime.Model;

namespace EdgeRuntime.Inference.Tests;

public class ArenaDrawingTests
{
    [Fact]
    public void EveryStepHasARowAndThePeakIsMarked()
    {
        var graph = Models.ReluChain(3, 100);
        graph.Outputs.Insert(0, graph.Nodes[0].Outputs[0]);
        using var model = ModelFile.FromBytes(Models.Pack(graph));
        var lines = ArenaDrawing.Draw(model, width: 80).Split('\n');

        // Head, scale, inputs, three steps, outputs, then the legend.
        Assert.StartsWith("Arena 896 bytes; most live at once 896 (1 Relu)", lines[0]);
        Assert.StartsWith("inputs", lines[2]);
        Assert.StartsWith("0 Relu", lines[3]);
        Assert.EndsWith("896 < peak", lines[4]);
        Assert.StartsWith("outputs", lines[6]);
        Assert.Contains("'y0'", string.Concat(lines[7..]));
        Assert.All(lines[1..7], line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void ManyStepsAreDrawnSeveralToARow()
    {
        using var model = ModelFile.FromBytes(Models.Pack(Models.ReluChain(100, 16)));
        var rows = ArenaDrawing.Draw(model, width: 100, maxRows: 20).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(rows.Length, 15, 25);
        Assert.StartsWith("inputs-4 ", rows[2]);
        Assert.StartsWith("5-10 Relu ", rows[3]);
    }

    [Fact]
    public void TheReportCountsInPlaceStepsOnce()
    {
        using var model = ModelFile.FromBytes(Models.Pack(Models.ReluChain(3, 100)));
        Assert.Equal(new ArenaReport(448, 448, -1, 0, 0), ArenaReport.Of(model));
    }

    [Fact]
    public void VariablesAreCounted()
    {
        using var model = ModelFile.FromBytes(Models.Pack(Models.State(1f, 2f)));
        var report = ArenaReport.Of(model);
        Assert.Equal(64, report.VariableBytes);
        Assert.Equal(report.MaxLiveBytes, report.ArenaBytes);
        Assert.Contains('#', ArenaDrawing.Draw(model));
    }
}
