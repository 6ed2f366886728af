using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests;

public sealed class CaptureVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFoldersSamplesBecomeADataSetThatCalibrates()
    {
        Sample("device/words", "900000-00000002.npy", 1, 2, 3);
        Sample("device/words", "100000-00000001.npy", -1, 0, 4);
        _folder.WriteText("device/words/notes.txt", "not a sample");
        var run = ToolRun.Of("capture", "--pull", _folder["device"], "-o", _folder["home"], "--json").Expect(ExitCode.Done);
        Assert.Contains("\"samples\": 2", run.Out);
        var (x, y) = (NpyReader.Read(_folder["home/x.npy"]), NpyReader.Read(_folder["home/y.npy"]));
        Assert.Equal([2, 1, 3], x.Dimensions);
        Assert.Equal([1f, 2, 3, -1, 0, 4], MemoryMarshal.Cast<byte, float>(x.Bytes).ToArray());
        Assert.Equal([-1, -1], MemoryMarshal.Cast<byte, int>(y.Bytes).ToArray());
        Assert.Equal("0,0.900001,900000-00000002.npy", File.ReadAllLines(_folder["home/samples.csv"])[1]);

        // The model of three scores takes them, and keeps what they look like.
        var model = TinyModel.Write(_folder, "a", "b", "c");
        ToolRun.Of("pack", model, "--calibration", _folder["home"], "-o", _folder["known.edge"]).Expect(ExitCode.Done);
        using var packed = ModelFile.Open(_folder["known.edge"]);
        var statistics = packed.Contract.Statistics!;
        Assert.Equal(2, statistics.Samples);
        Assert.Equal([0, 0, 1.0], statistics.Classes!);
        Assert.Equal(1, statistics.Input.Shares.Sum(), 5); // each is stored to six digits
        Assert.Equal(statistics.Input.Edges.Length + 1, statistics.Input.Shares.Length);

        // Its integers are as before.
        using var before = Interpreter.Load(model);
        using var after = Interpreter.Load(_folder["known.edge"]);
        foreach (var interpreter in new[] { before, after })
        {
            ((ReadOnlySpan<sbyte>)[3, -5, 7]).CopyTo(interpreter.Input<sbyte>(0));
            interpreter.Run();
        }

        Assert.Equal(before.Output<sbyte>(0).ToArray(), after.Output<sbyte>(0).ToArray());
    }

    [Fact]
    public void SeveralPipelinesGetAFolderEach()
    {
        Sample("device/words", "500000-00000001.npy", 1, 2, 3);
        Sample("device/wrist", "500000-00000001.npy", 1, 2, 3, 4, 5, 6);
        ToolRun.Of("capture", "--pull", _folder["device"], "-o", _folder["home"]).Expect(ExitCode.Done);
        Assert.Equal([1, 1, 3], NpyReader.Read(_folder["home/words/x.npy"]).Dimensions);
        Assert.Equal([1, 1, 6], NpyReader.Read(_folder["home/wrist/x.npy"]).Dimensions);
    }

    [Fact]
    public void SamplesOfTwoShapesAreRefused()
    {
        Sample("device", "500000-00000001.npy", 1, 2, 3);
        Sample("device", "400000-00000002.npy", 1, 2);
        Assert.Contains("the pipeline was changed", ToolRun.Of("capture", "--pull", _folder["device"], "-o", _folder["home"]).Expect(ExitCode.BadData).Error);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("-oProxyCommand=touch@x")]
    [InlineData("a b@c")]
    public void WhatIsNeitherFolderNorDeviceIsRefused(string source) =>
        Assert.Contains("USER@HOST", ToolRun.Of("capture", $"--pull={source}", "-o", _folder["home"]).Expect(ExitCode.NoInput).Error);

    [Fact]
    public void AnEmptyFolderSaysWhatToDo()
    {
        Directory.CreateDirectory(_folder["device"]);
        Assert.Contains("\"samples\" section", ToolRun.Of("capture", "--pull", _folder["device"], "-o", _folder["home"]).Expect(ExitCode.NoInput).Error);
    }

    private void Sample(string folder, string name, params float[] numbers)
    {
        Directory.CreateDirectory(_folder[folder]);
        NpyWriter.Write(_folder[$"{folder}/{name}"], ElementType.Float32, new Shape(1, numbers.Length), MemoryMarshal.AsBytes(numbers.AsSpan()));
    }
}
