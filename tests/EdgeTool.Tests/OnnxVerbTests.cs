using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;
using TestKit;

namespace EdgeTool.Tests;

public class OnnxVerbTests
{
    [Fact]
    public void SymbolicDimensionsAreGivenByName()
    {
        using var folder = new TempFolder();
        var model = folder.Write("m.onnx", new OnnxBuilder().Input("x", "batch", "time").Output("y", "batch", "time").Node("Relu", ["x"], ["y"]).ToBytes());

        var refused = ToolRun.Of("check", model).Expect(ExitCode.AnswerIsNo);
        Assert.Contains("--shape time=N", refused.Out + refused.Error, StringComparison.Ordinal);
        ToolRun.Of("check", model, "--shape", "time=3").Expect(ExitCode.Done);
        ToolRun.Of("check", model, "--shape", "time").Expect(ExitCode.Usage);

        ToolRun.Of("pack", model, "--shape", "time=3", "--float32", "-o", folder["m.edge"]).Expect(ExitCode.Done);
        ToolRun.Of("verify", folder["m.edge"], "--against", model, "--shape", "time=3").Expect(ExitCode.Done);
        Assert.Equal([0f, 2f, 0f], Run(folder, folder["m.edge"], ("x", new Shape(1, 3), [-1, 2, -3])));
        Assert.Equal([0f, 2f, 0f, 4f], Run(folder, model, ("x", new Shape(2, 2), [-1, 2, -3, 4])));
    }

    [Fact]
    public void RunTakesShapesAsInputsAndKeepsTheLayoutOfTheModel()
    {
        using var folder = new TempFolder();
        var model = folder.Write("m.onnx", new OnnxBuilder().Input("x", 1, 2, 1, 2).IntInput("s", 2).Output("y", 2, 2)
            .Floats("w", [2, 2, 1, 1], 1, 0, 0, 2).Node("Conv", ["x", "w"], ["c"]).Node("Reshape", ["c", "s"], ["y"]).ToBytes());
        NpyWriter.Write(folder["s.npy"], ElementType.Int64, new Shape(2), MemoryMarshal.AsBytes([2L, 2L]));

        // Channel 0 is (1, 2), channel 1 is (3, 4); the convolution doubles the latter.
        Assert.Equal([1f, 2f, 6f, 8f], Run(folder, model, ("x", new Shape(1, 2, 1, 2), [1, 2, 3, 4]), folder["s.npy"]));
    }

    /// <summary>A model's answers without elements stand in files as the others do, in their place.</summary>
    [Fact]
    public void RunWritesOutputsWithoutElements()
    {
        using var folder = new TempFolder();
        var model = folder.Write("m.onnx", new OnnxBuilder().Input("x", 1, "n").Output("none", 1, 0).Output("y", 1, "n").Longs("one", [1], 1)
            .Node("Slice", ["x", "one", "one", "one"], ["none"]).Node("Relu", ["x"], ["y"]).ToBytes());
        Assert.Contains("no elements", ToolRun.Of("check", model, "--shape", "n=2").Expect(ExitCode.AnswerIsNo).Out, StringComparison.Ordinal);

        NpyWriter.Write(folder["x.npy"], ElementType.Float32, new Shape(1, 2), MemoryMarshal.AsBytes([-1f, 2f]));
        ToolRun.Of("run", model, "--input", folder["x.npy"], "--output-dir", folder["out"]).Expect(ExitCode.Done);
        Assert.Equal([1, 0], NpyReader.Read(folder["out/output_0.npy"]).Dimensions);
        Assert.Empty(File.ReadAllBytes(folder["out/output_0.bin"]));
        Assert.Equal([0f, 2f], MemoryMarshal.Cast<byte, float>(NpyReader.Read(folder["out/output_1.npy"]).Bytes).ToArray());

        NpyWriter.Write(folder["nothing.npy"], ElementType.Float32, new Shape(1, 0), []);
        ToolRun.Of("run", model, "--input", folder["nothing.npy"], "--output-dir", folder["out"]).Expect(ExitCode.Done);
        Assert.Equal([1, 0], NpyReader.Read(folder["out/output_1.npy"]).Dimensions);
    }

    [Theory]
    [InlineData(11, "<f8", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x3F })] // 1.5 as float64
    [InlineData(10, "<f2", new byte[] { 0, 0x3E })] // as float16
    [InlineData(4, "<u2", new byte[] { 0xFE, 0xFF })]
    [InlineData(12, "<u4", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(13, "<u8", new byte[] { 1, 0, 0, 0, 1, 0, 0, 0 })]
    [InlineData(3, "|i1", new byte[] { 0x81 })]
    public void RawBytesAreReadAndWrittenInTheTypeThatTheModelDeclares(int type, string numpyType, byte[] element)
    {
        using var folder = new TempFolder();
        var model = folder.Write("m.onnx", new OnnxBuilder().InputOf(type, "x", 2).OutputOf(type, "y", 2).Node("Identity", ["x"], ["y"]).ToBytes());
        byte[] two = [.. element, .. element];
        ToolRun.Of("run", model, "--input", folder.Write("x.bin", two), "--output-dir", folder["out"]).Expect(ExitCode.Done);
        Assert.Equal(two, File.ReadAllBytes(folder["out/output_0.bin"]));
        Assert.Contains($"'{numpyType}'", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder["out/output_0.npy"])), StringComparison.Ordinal);

        // An array of the declared type is taken as well.
        File.Move(folder["out/output_0.npy"], folder["x.npy"]);
        ToolRun.Of("run", model, "--input", folder["x.npy"], "--output-dir", folder["out"]).Expect(ExitCode.Done);
        Assert.Equal(two, File.ReadAllBytes(folder["out/output_0.bin"]));
        Assert.Contains("takes", ToolRun.Of("run", model, "--input", folder.Write("short.bin", element), "--output-dir", folder["out"]).Expect(ExitCode.BadData).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedFilesAreBadData()
    {
        using var folder = new TempFolder();
        ToolRun.Of("check", folder.Write("8.onnx", 8, 7, 18, 2, 1, 1, 0, 0)).Expect(ExitCode.BadData);
        ToolRun.Of("check", folder.Write("0.onnx")).Expect(ExitCode.BadData);
    }

    private static float[] Run(TempFolder folder, string model, (string Name, Shape Shape, float[] Elements) input, params string[] others)
    {
        NpyWriter.Write(folder["x.npy"], ElementType.Float32, input.Shape, MemoryMarshal.AsBytes(input.Elements.AsSpan()));
        ToolRun.Of(["run", model, "--input", folder["x.npy"], .. others, "--output-dir", folder["out"]]).Expect(ExitCode.Done);
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder["out/output_0.bin"])).ToArray();
    }
}
