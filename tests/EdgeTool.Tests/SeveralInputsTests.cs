using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests;

/// <summary>A model of two inputs: two scores from a pair of numbers each, and the larger sum wins.</summary>
public class SeveralInputsTests
{
    private const int Examples = 40;

    [Fact]
    public void AFolderOfArraysCalibratesAndEvaluates()
    {
        using var folder = new TempFolder();
        var (model, data) = (WriteModel(folder), WriteArrays(folder));
        var run = ToolRun.Of("quantize", model, "--calibration", data, "-o", folder["q.edge"], "--json").Expect(ExitCode.Done);
        var damage = JsonDocument.Parse(run.Out).RootElement.GetProperty("damage");
        Assert.Equal(1, damage.GetProperty("top1").GetDouble());
        Assert.True(damage.GetProperty("sqnrDb").GetDouble() > 25, run.Out);
        Assert.Equal(1, Top1(folder["q.edge"], data));
        Assert.Equal(1, Top1(folder["q.edge"], data, "--against", model));
        ToolRun.Of("quantize", model, "--calibration", data, "-o", folder["q.onnx"]).Expect(ExitCode.Done);
        Assert.Equal(1, Top1(folder["q.onnx"], data));
    }

    [Fact]
    public void AnArchiveMayNumberItsArrays()
    {
        using var folder = new TempFolder();
        var (model, data) = (WriteModel(folder), WriteArrays(folder));
        using (var archive = ZipFile.Open(folder["d.npz"], ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(Path.Combine(data, "left_1.npy"), "input_0.npy");
            archive.CreateEntryFromFile(Path.Combine(data, "right.npy"), "input_1.npy");
            archive.CreateEntryFromFile(Path.Combine(data, "y.npy"), "y.npy");
        }

        Assert.Equal(1, Top1(model, folder["d.npz"]));
    }

    [Fact]
    public void AMissingArrayIsNamed()
    {
        using var folder = new TempFolder();
        var (model, data) = (WriteModel(folder), WriteArrays(folder));
        File.Delete(Path.Combine(data, "right.npy"));
        Assert.Contains("'right'", ToolRun.Of("evaluate", model, "--data", data).Expect(ExitCode.BadData).Error, StringComparison.Ordinal);
        Assert.Contains(".npz", ToolRun.Of("evaluate", model, "--data", folder.WriteText("d.csv", "label,a\n0,1\n")).Expect(ExitCode.BadData).Error, StringComparison.Ordinal);
    }

    private static double Top1(string model, string data, params string[] more) => JsonDocument.Parse(
        ToolRun.Of(["evaluate", model, "--data", data, "--json", .. more]).Expect(ExitCode.Done).Out).RootElement.GetProperty("top1").GetDouble();

    private static string WriteModel(TempFolder folder)
    {
        var (left, right, joined, scores) = (Float("left:1", 2), Float("right", 2), Float("joined", 4), Float("scores", 2));
        var graph = new Graph { Inputs = { left, right }, Outputs = { scores } };
        graph.Nodes.Add(Node.Of("join", new Concatenation { Axis = 1 }, [left, right], [joined], 0));
        graph.Nodes.Add(Node.Of(
            "sum", default(FullyConnected), [joined, Value.Of<float>("w", new Shape(2, 4), [1, 0, 1, 0, 0, 1, 0, 1]), null], [scores], 1));
        return folder.Write("two.edge", ModelCompiler.Compile(graph).Bytes);
    }

    /// <summary>The right pair is ten times the left one, so that a swap of the two would be seen in the ranges.</summary>
    private static string WriteArrays(TempFolder folder)
    {
        var data = Directory.CreateDirectory(folder["pairs"]).FullName;
        var random = new Random(4);
        var (left, right, labels) = (new float[2 * Examples], new float[2 * Examples], new int[Examples]);
        for (var i = 0; i < Examples; i++)
        {
            labels[i] = i % 2;
            for (var k = 0; k < 2; k++)
            {
                left[(2 * i) + k] = random.NextSingle();
                right[(2 * i) + k] = (10 * random.NextSingle()) + (k == labels[i] ? 14 : 0);
            }
        }

        NpyWriter.Write(Path.Combine(data, "left_1.npy"), ElementType.Float32, new Shape(Examples, 2), MemoryMarshal.AsBytes(left.AsSpan()));
        NpyWriter.Write(Path.Combine(data, "right.npy"), ElementType.Float32, new Shape(Examples, 2), MemoryMarshal.AsBytes(right.AsSpan()));
        NpyWriter.Write(Path.Combine(data, "y.npy"), ElementType.Int32, new Shape(Examples), MemoryMarshal.AsBytes(labels.AsSpan()));
        return data;
    }

    private static Value Float(string name, int size) => new() { Name = name, Type = ElementType.Float32, Shape = new Shape(1, size) };
}
