using System.Text.Json;

namespace EdgeRuntime.Host.Tests;

/// <summary>A folder with the tiny model, a recording and a pipeline file, and the program to try on them.</summary>
public sealed class Workbench : IDisposable
{
    /// <summary>A pipeline over the recording: windows of four samples, one after the other.</summary>
    public const string Pipeline = """
        {
          "name": "tiny",
          "model": { "file": "tiny.edge" },
          "sensor": { "kind": "replay", "file": "ramp.csv", "sampleRateHz": 1000, "speed": 0 },
          "trigger": { "kind": "samples", "hop": 4 },
          "decision": { "mode": "argmax", "threshold": 0.5, "hysteresis": 0.1 },
          "actuators": [ { "kind": "log" }, { "kind": "jsonLines", "file": "out.jsonl" } ]
        }
        """;

    public Workbench()
    {
        TinyModel.Write(Folder);

        // Three windows: b is highest with 0.9, then nothing reaches the threshold, then d is highest with 2.
        File.WriteAllText(PathOf("ramp.csv"), $"x\n{string.Join('\n', "0 0.9 0.2 0 0.1 0.1 0.3 0 0 0 1 2".Split(' '))}\n");
        File.WriteAllText(PathOf("tiny.json"), Pipeline);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("edgeruntime").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void WritePipeline(string json) => File.WriteAllText(PathOf("tiny.json"), json);

    /// <summary>Labels of the decisions that a run appended to <c>out.jsonl</c>, each with + for present or - for gone.</summary>
    public string Decisions() => string.Join(' ', File.ReadAllLines(PathOf("out.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
        .Select(d => $"{(d.GetProperty("active").GetBoolean() ? '+' : '-')}{d.GetProperty("label").GetString()}"));

    internal static (int Code, string Output, string Error) Program(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = BoardProgram.Run(words, new Terminal(output, error));
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
