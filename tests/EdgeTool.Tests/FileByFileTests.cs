using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using TestKit;

namespace EdgeTool.Tests;

/// <summary>
/// Every answer that <c>evaluate</c> counts, against what <c>run</c> gives for the same example alone, whose real values the test makes itself
/// out of the data: no class and no score may differ.
/// </summary>
public class FileByFileTests
{
    private const string Trained = "models/mlperf-tiny-models/benchmark/training", Data = "data/mlperf-tiny-eval";

    /// <summary>Of int8 spectrograms, as the model's own int8 file stores them.</summary>
    private const double KwsScale = 0.584702909;
    private const int KwsZeroPoint = 83;

    [SharedFact]
    public void KeywordsInRawFiles()
    {
        using var folder = new TempFolder();
        folder.WriteText("data/dataset.json", string.Create(CultureInfo.InvariantCulture, $$"""{ "elementType": "int8", "scale": {{KwsScale}}, "offset": {{-KwsZeroPoint * KwsScale}} }"""));
        var inputs = Raw(folder, $"{Data}/kws01", 150, b => ((float)KwsScale * (sbyte)b) + (float)(-KwsZeroPoint * KwsScale));
        Agree(folder, Shared.PathOf($"{Trained}/keyword_spotting/trained_models/kws_ref_model_float32.tflite"), folder["data"], inputs);
    }

    [SharedFact]
    public void ObjectsInRawFiles()
    {
        using var folder = new TempFolder();
        var inputs = Raw(folder, $"{Data}/ic01", 138, b => b);
        Agree(folder, Shared.PathOf($"{Trained}/image_classification/trained_models/pretrainedResnet.tflite"), folder["data"], inputs);
    }

    [Fact]
    public void RowsOfATable()
    {
        using var folder = new TempFolder();
        var (model, data) = (QuantizeVerbTests.WriteFloatModel(folder), QuantizeVerbTests.WriteData(folder));
        Agree(folder, model, data, [.. File.ReadLines(data).Skip(1).Select(row => row.Split(',')[1..].Select(x => float.Parse(x, CultureInfo.InvariantCulture)).ToArray())]);
    }

    [Fact]
    public void ImagesInAFolderPerClass()
    {
        using var folder = new TempFolder();
        var random = new Random(4);
        var inputs = new List<float[]>();
        for (var i = 0; i < 20; i++)
        {
            // The channel of its class is brighter.
            float[] pixels = [.. Enumerable.Range(0, 4 * 4 * 3).Select(k => (float)random.Next(120) + (k % 3 == i / 10 ? 100 : 0))];
            folder.Write($"data/{"ab"[i / 10]}/{i:D2}.bmp", Bitmap(pixels, 4, 4));
            inputs.Add(pixels);
        }

        Agree(folder, Dense(folder, new Shape(1, 4, 4, 3), k => k % 3 == 0 ? 0.01f : k % 3 == 1 ? -0.01f : 0.003f), folder["data"], inputs);
    }

    [Fact]
    public void SoundsInAFolderPerClass()
    {
        using var folder = new TempFolder();
        var random = new Random(5);
        var inputs = new List<float[]>();
        for (var i = 0; i < 20; i++)
        {
            short[] samples = [.. Enumerable.Range(0, 64).Select(k => (short)(random.Next(-9000, 9000) + (i < 10 ? 6000 : -6000)))];
            folder.Write($"data/{"ab"[i / 10]}/{i:D2}.wav", Wave(samples));
            inputs.Add([.. samples.Select(s => s / 32768f)]);
        }

        Agree(folder, Dense(folder, new Shape(1, 64), k => 0.05f + (0.001f * k)), folder["data"], inputs);
    }

    private static void Agree(TempFolder folder, string model, string data, IReadOnlyList<float[]> inputs)
    {
        ToolRun.Of("quantize", model, "--calibration", data, "--method", "minmax", "-o", folder["q.edge"]).Expect(ExitCode.Done);
        var report = JsonDocument.Parse(ToolRun.Of("evaluate", folder["q.edge"], "--data", data, "--answers", folder["answers.csv"], "--json").Expect(ExitCode.Done).Out).RootElement;
        var classes = report.GetProperty("classes").EnumerateArray().Select(c => c.GetString()).ToList();
        var rows = File.ReadLines(folder["answers.csv"]).Skip(1).Select(row => row.Split(',')).ToList();
        Assert.Equal(inputs.Count, rows.Count);
        var cases = inputs.SelectMany((input, i) => (string[])["--case", "--input", folder.Write($"in/{i}.bin", MemoryMarshal.AsBytes(input.AsSpan()).ToArray())]);
        ToolRun.Of(["run", folder["q.edge"], .. cases, "--output-dir", folder["out"]]).Expect(ExitCode.Done);
        for (var i = 0; i < rows.Count; i++)
        {
            var scores = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder[$"out/case_{i}/output_0.bin"])).ToArray();
            Assert.Equal(scores, rows[i][3..].Select(s => float.Parse(s, CultureInfo.InvariantCulture)));
            Assert.Equal(classes[Array.IndexOf(scores, scores.Max())], rows[i][2]);
        }

        Assert.True(rows.Select(r => r[2]).Distinct().Count() > 1, "The answers do not vary.");
        Assert.Equal((double)rows.Count(r => r[1] == r[2]) / rows.Count, report.GetProperty("top1").GetDouble(), 12);
    }

    /// <summary>Copies the first files of a folder with its index, and gives their values.</summary>
    private static List<float[]> Raw(TempFolder folder, string source, int count, Func<byte, float> real)
    {
        var lines = File.ReadLines(Path.Combine(Shared.PathOf(source), "y_labels.csv")).Where(l => l.Length > 0).Take(count).ToList();
        folder.WriteText("data/y_labels.csv", string.Concat(lines.Select(l => l + "\n")));
        var inputs = new List<float[]>();
        foreach (var name in lines.Select(l => l.Split(',')[0]))
        {
            var bytes = File.ReadAllBytes(Path.Combine(Shared.PathOf(source), name));
            folder.Write($"data/{name}", bytes);
            inputs.Add(Array.ConvertAll(bytes, b => real(b)));
        }

        return inputs;
    }

    /// <summary>Two scores: a sum of all elements by weight, and its opposite.</summary>
    private static string Dense(TempFolder folder, Shape shape, Func<int, float> weight)
    {
        var (x, scores, y) = (Real("x", shape), Real("scores", new Shape(1, 2)), Real("y", new Shape(1, 2)));
        var flat = Real("flat", new Shape(1, shape.ElementCount));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        float[] weights = [.. Enumerable.Range(0, shape.ElementCount).Select(weight), .. Enumerable.Range(0, shape.ElementCount).Select(k => -weight(k))];
        graph.Nodes.Add(Node.Of("flat", default(Reshape), [x], [flat], 0));
        graph.Nodes.Add(Node.Of("dense", default(FullyConnected), [flat, Value.Of<float>("w", new Shape(2, shape.ElementCount), weights), Value.Of<float>("b", new Shape(2), [0.02f, -0.01f])], [scores], 1));
        graph.Nodes.Add(Node.Of("softmax", new Softmax { Beta = 1 }, [scores], [y], 2));
        return folder.Write("float.edge", ModelCompiler.Compile(graph).Bytes);
    }

    private static Value Real(string name, Shape shape) => new() { Name = name, Type = ElementType.Float32, Shape = shape };

    /// <summary>24 bits a pixel, rows from the bottom, blue first.</summary>
    private static byte[] Bitmap(float[] pixels, int height, int width)
    {
        var file = new byte[54 + pixels.Length];
        "BM"u8.CopyTo(file);
        foreach (var (at, value) in ((int, int)[])[(2, file.Length), (10, 54), (14, 40), (18, width), (22, height), (26, 1 | (24 << 16)), (34, pixels.Length)])
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        }

        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, x, c) = (i / 3 / width, i / 3 % width, i % 3);
            file[54 + (((height - 1 - y) * width) + x) * 3 + 2 - c] = (byte)pixels[i];
        }

        return file;
    }

    /// <summary>One channel of 16 bits, 16,000 samples a second.</summary>
    private static byte[] Wave(short[] samples)
    {
        var file = new byte[44 + (2 * samples.Length)];
        "RIFF"u8.CopyTo(file);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        "data"u8.CopyTo(file.AsSpan(36));
        foreach (var (at, value) in ((int, int)[])[(4, file.Length - 8), (16, 16), (20, 1 | (1 << 16)), (24, 16_000), (28, 32_000), (32, 2 | (16 << 16)), (40, 2 * samples.Length)])
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        }

        MemoryMarshal.AsBytes(samples.AsSpan()).CopyTo(file.AsSpan(44));
        return file;
    }
}
