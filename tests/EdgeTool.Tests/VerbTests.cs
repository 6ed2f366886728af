using System.Text.Json;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests;

public class VerbTests
{
    [Fact]
    public void RunWritesEachCaseAsNpyAndRaw()
    {
        using var folder = new TempFolder();
        var model = TinyModel.Write(folder);
        NpyWriter.Write(folder["a.npy"], ElementType.Int8, new Shape(1, 3), [5, 0x80, 0xFF]);
        var raw = folder.Write("b.bin", 7, 8, 0xF0);
        ToolRun.Of("run", model, "--input", folder["a.npy"], "--case", "--input", raw, "--output-dir", folder["out"]).Expect(ExitCode.Done);
        Assert.Equal([5, 0xFF, 0xFF], File.ReadAllBytes(folder["out/case_0/output_0.bin"]));
        Assert.Equal([7, 8, 0xFF], File.ReadAllBytes(folder["out/case_1/output_0.bin"]));
        var array = NpyReader.Read(folder["out/case_1/output_0.npy"]);
        Assert.Equal("int8 (1, 3)", array.ToString());
        Assert.Equal([7, 8, 0xFF], array.Bytes);

        ToolRun.Of("run", model, "--input", raw, "--output-dir", folder["single"]).Expect(ExitCode.Done);
        Assert.True(File.Exists(folder["single/output_0.bin"]));
    }

    [Fact]
    public void RunRefusesInputsThatTheModelDoesNotTake()
    {
        using var folder = new TempFolder();
        var model = TinyModel.Write(folder);
        NpyWriter.Write(folder["type.npy"], ElementType.UInt8, new Shape(1, 3), [1, 2, 3]);
        NpyWriter.Write(folder["shape.npy"], ElementType.Int8, new Shape(3), [1, 2, 3]);
        var raw = folder.Write("long.bin", 1, 2, 3, 4);
        foreach (var (file, found) in new[] { (folder["type.npy"], "uint8 (1, 3)"), (folder["shape.npy"], "int8 (3,)"), (raw, "4 bytes") })
        {
            var run = ToolRun.Of("run", model, "--input", file, "--output-dir", folder["out"]).Expect(ExitCode.BadData);
            Assert.Contains(found, run.Error, StringComparison.Ordinal);
            Assert.Contains("input 0 'input' takes", run.Error, StringComparison.Ordinal);
            Assert.Contains("int8 (1, 3)", run.Error, StringComparison.Ordinal);
        }

        ToolRun.Of("run", model, "--input", raw, raw, "--output-dir", folder["out"]).Expect(ExitCode.Usage);
        ToolRun.Of("run", model, "--input", folder["gone.bin"]).Expect(ExitCode.NoInput);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void InspectPrintsTheContractOfItsJson()
    {
        using var folder = new TempFolder();
        var run = ToolRun.Of("inspect", TinyModel.Write(folder, "a", "b", "c"), "--json").Expect(ExitCode.Done);
        var report = JsonDocument.Parse(run.Out).RootElement;
        foreach (var number in new[] { "macs", "weightBytes", "arenaBytes", "maxLiveBytes", "fileBytes", "selfTestCases" })
        {
            Assert.Equal(JsonValueKind.Number, report.GetProperty(number).ValueKind);
        }

        Assert.Equal(64, report.GetProperty("contentHash").GetString()!.Length);
        Assert.Equal("tiny", report.GetProperty("provenance").GetProperty("sourceFile").GetString());
        Assert.Equal(["a", "b", "c"], report.GetProperty("contract").GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        var input = report.GetProperty("inputs")[0];
        Assert.Equal(("input", "int8", TinyModel.Scale, -1),
            (input.GetProperty("name").GetString(), input.GetProperty("type").GetString(), input.GetProperty("scale").GetSingle(), input.GetProperty("zeroPoint").GetInt32()));
        var last = report.GetProperty("operators").EnumerateArray().Last();
        Assert.Equal("Relu", last.GetProperty("op").GetString());
        Assert.Equal([1, 3], last.GetProperty("outputs")[0].GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()));
        foreach (var member in new[] { "index", "name", "kernel", "macs", "weightBytes", "scratchBytes", "sourceIndex", "inputs" })
        {
            Assert.True(last.TryGetProperty(member, out _), member);
        }
    }

    [Fact]
    public void InspectDrawsTheArenaAndWritesAPageThatNeedsNothingElse()
    {
        using var folder = new TempFolder();
        var model = TinyModel.Write(folder);
        var text = ToolRun.Of("inspect", model).Expect(ExitCode.Done).Out;
        Assert.Contains("Relu", text, StringComparison.Ordinal);
        Assert.Contains("< peak", text, StringComparison.Ordinal);

        var run = ToolRun.Of("inspect", model, "--html", folder["page.html"]).Expect(ExitCode.Done);
        Assert.Empty(run.Out);
        var page = File.ReadAllText(folder["page.html"]);
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        foreach (var part in new[] { "aria-label=\"arena map\"", "aria-label=\"graph\"", "class=\"histograms\"" })
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void VerifyProvesAndEveryFlippedWordIsRefused()
    {
        using var folder = new TempFolder();
        var model = TinyModel.Write(folder);
        var run = ToolRun.Of("verify", model).Expect(ExitCode.Done);
        Assert.Contains("proved", run.Out, StringComparison.Ordinal);
        Assert.Contains("Reference", run.Out, StringComparison.Ordinal);

        var bytes = File.ReadAllBytes(model);
        bytes[bytes.Length / 2] ^= 1;
        var refused = ToolRun.Of("verify", folder.Write("flipped.edge", bytes)).Expect(ExitCode.BadData);
        Assert.Contains("at byte", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void VerifySaysNoWhenTheVectorsAreNotReproduced()
    {
        using var folder = new TempFolder();
        var image = ModelCompiler.Compile(TinyModel.Graph()).Image;
        image.SelfTest[1].Outputs[0][2] ^= 1;
        var path = folder.Write("wrong.edge", ModelWriter.Write(image));
        var run = ToolRun.Of("verify", path).Expect(ExitCode.AnswerIsNo);
        Assert.Contains("case 1, output 0 'output', element 2", run.Out, StringComparison.Ordinal);
        var report = JsonDocument.Parse(ToolRun.Of("verify", path, "--json").Expect(ExitCode.AnswerIsNo).Out).RootElement;
        Assert.False(report.GetProperty("same").GetBoolean());
        Assert.Equal(2, report.GetProperty("selfTest")[0].GetProperty("difference").GetProperty("element").GetInt32());
    }

    [Fact]
    public void BenchCountsWhatItMeasured()
    {
        using var folder = new TempFolder();
        var run = ToolRun.Of("bench", TinyModel.Write(folder), "--seconds", "0.05", "--json").Expect(ExitCode.Done);
        var report = JsonDocument.Parse(run.Out).RootElement;
        Assert.True(report.GetProperty("inferences").GetInt32() >= 10);
        Assert.True(report.GetProperty("minMicroseconds").GetDouble() <= report.GetProperty("medianMicroseconds").GetDouble());
        Assert.True(report.GetProperty("medianMicroseconds").GetDouble() <= report.GetProperty("p99Microseconds").GetDouble());
        Assert.Equal(0, report.GetProperty("allocatedBytes").GetInt64());
        Assert.Contains("bytes allocated", ToolRun.Of("bench", folder["tiny.edge"], "--seconds", "0.05").Expect(ExitCode.Done).Out, StringComparison.Ordinal);
        var compared = ToolRun.Of("bench", folder["tiny.edge"], "--seconds", "0.05", "--compare", "onnxruntime", "--json").Expect(ExitCode.Done);
        var peer = JsonDocument.Parse(compared.Out).RootElement.GetProperty("onnxRuntime");
        Assert.Equal(peer.GetProperty("ratio").GetDouble(), peer.GetProperty("oursMicroseconds").GetDouble() / peer.GetProperty("peerMicroseconds").GetDouble(), 9);
    }

    [Fact]
    public void EvaluateCountsHitsAndConfusions()
    {
        using var folder = new TempFolder();
        var model = TinyModel.Write(folder, "left", "right", "none");
        var data = folder.WriteText("data.csv", "a,b,c,label\n1,2,0,right\n3,2,0,left\n3,2,0,none\n0,0,9,none\n");
        var run = ToolRun.Of("evaluate", model, "--data", data, "--top-k", "2", "--json").Expect(ExitCode.Done);
        var report = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal((4, 0.75, 0.75), (report.GetProperty("samples").GetInt32(), report.GetProperty("top1").GetDouble(), report.GetProperty("topK").GetDouble()));
        Assert.Equal("""[[1,0,0],[0,1,0],[1,0,1]]""", JsonSerializer.Serialize(report.GetProperty("confusion")));
        Assert.Contains("75.00 % (3 of 4)", ToolRun.Of("evaluate", model, "--data", data).Expect(ExitCode.Done).Out, StringComparison.Ordinal);

        folder.WriteText("dataset.json", """{ "split": { "test": [1, 3] } }""");
        Assert.Contains("1 of 2", ToolRun.Of("evaluate", model, "--data", data, "--split", "test").Expect(ExitCode.Done).Out, StringComparison.Ordinal);
        ToolRun.Of("evaluate", model, "--data", data, "--split", "dev").Expect(ExitCode.BadData);
        ToolRun.Of("evaluate", model, "--data", folder["gone"]).Expect(ExitCode.NoInput);
    }
}
