using System.Diagnostics;
using System.Globalization;
using TestKit;

namespace EdgeTool.Tests;

/// <summary>Damaged source files given to the program itself: one error, the exit code for it, and no more memory than 4 times the file and 64 MiB.</summary>
public class HostileFileTests
{
    private const int LargeBytes = 6 << 20;

    private static readonly Dictionary<string, (int Code, string Name, Func<byte[]> Bytes)> Files = new()
    {
        ["8 bytes of TFLite"] = (ExitCode.BadData, "m.tflite", () => [0x18, 0, 0, 0, .. "TFL3"u8]),
        ["8 bytes of ONNX"] = (ExitCode.BadData, "m.onnx", () => [0x08, 0x07, 0x12, 0x02, (byte)'a', (byte)'b', 0x3A, 0]),
        ["a large model cut short"] = (ExitCode.BadData, "m.onnx", () => Large()[..(LargeBytes / 2)]),
        ["a large model whose weights lie about their shape"] = (ExitCode.BadData, "m.onnx", () => Large(rows: 2048)),
        ["constants made of nothing"] = (ExitCode.Unsupported, "m.onnx", () => Enumerable.Range(0, 64).Aggregate(
            new OnnxBuilder().Input("x", 1, 4).Output("c63", 1 << 22).Longs("shape", [1], 1 << 22), (m, i) => m.Node("ConstantOfShape", ["shape"], [$"c{i}"])).ToBytes()),
        ["a cycle"] = (ExitCode.BadData, "m.onnx", () => new OnnxBuilder().Input("x", 1, 4).Output("y", 1, 4)
            .Node("Add", ["x", "b"], ["a"]).Node("Relu", ["a"], ["b"]).Node("Add", ["a", "b"], ["y"]).ToBytes()),
    };

    public static TheoryData<string> Names => new(Files.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task CostsLittle(string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = new TempFolder();
        var file = Files[name];
        var bytes = file.Bytes();
        var (code, error, peakBytes) = await Pack(folder.Write(file.Name, bytes), folder["m.edge"]);
        Assert.True(code == file.Code, $"exit {code}: {error}");
        Assert.StartsWith("edgetool: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal([file.Name], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.True(peakBytes <= (4L * bytes.Length) + (64 << 20), $"{peakBytes >> 20} MiB for {bytes.Length} bytes");
    }

    private static byte[] Large(int rows = 1024) => new OnnxBuilder().Input("x", 1, rows).Output("y", 1, LargeBytes / 4096)
        .Raw("w", 1, [rows, LargeBytes / 4096], new byte[LargeBytes]).Node("MatMul", ["x", "w"], ["y"]).ToBytes();

    private static async Task<(int Code, string Error, long PeakBytes)> Pack(string source, string output)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var word in (string[])[typeof(ToolCommandLine).Assembly.Location, "pack", source, "--float32", "-o", output])
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        var (error, ignored) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.Delay(2);
        }

        await ignored;
        return (process.ExitCode, await error, peak);
    }

    /// <summary>The largest resident size so far, as the kernel counts it; 0 once the process is gone.</summary>
    private static long PeakOf(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
