using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Tests;

public class PipelineFileTests
{
    [Fact]
    public void TheModelTakesItsPartsOfAServicesFile()
    {
        using var folder = new TempFolder();
        var pipeline = folder.WriteText("p.json", """
            {
              // a service's file, whole
              "name": "p", "model": { "file": "tiny.edge" }, "sensor": { "kind": "synthetic" }, "trigger": { "kind": "samples", "hop": 1 },
              "preprocess": [ { "kind": "standardize", "mean": [1, 2, 3], "std": 2 }, { "kind": "window", "function": "hamming" } ],
              "decision": {
                "mode": "argmax", "ignore": ["none"], "threshold": 0.75, "debounce": 3, "margin": 0.1, "refractoryMs": 5,
                "smoothing": { "kind": "mean", "inferences": 3 }, "score": "output", "baseline": { "inferences": 9 }
              },
              "realtime": { "priority": 40 }, "overrun": { "policy": "skipOldest" }, "deadlineMs": 50, "gaps": { "policy": "hold", "maxFrames": 2 },
              "actuators": [ { "kind": "log" } ],
            }
            """);
        ToolRun.Of("pack", TinyModel.Write(folder), "-o", folder["m.edge"], "--pipeline", pipeline).Expect(ExitCode.Done);
        var contract = JsonDocument.Parse(ToolRun.Of("inspect", folder["m.edge"], "--json").Expect(ExitCode.Done).Out).RootElement.GetProperty("contract");
        Assert.Equal(
            """[{"kind":"standardize","numbers":{"mean":[1,2,3],"std":[2]}},{"kind":"window","numbers":{},"options":{"function":"hamming"}}]""",
            System.Text.Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(contract.GetProperty("preprocess"))).Replace(",\"options\":null", "", StringComparison.Ordinal));
        Assert.Equal((0.75, 3), (contract.GetProperty("decision").GetProperty("threshold").GetDouble(), contract.GetProperty("decision").GetProperty("debounce").GetInt32()));
    }

    [Theory]
    [InlineData("""{ "preprocess": [ { "kind": "scale", "numbers": { "factor": [2] } } ] }""", null)]
    [InlineData("""{ "preproces": [] }""", "$.preproces: found an unknown member")]
    [InlineData("""{ "preprocess": [ { "kind": "scael" } ] }""", "did you mean 'scale'?")]
    [InlineData("""{ "preprocess": [ { "kind": "scale", "factor": "2" } ] }""", "unknown option 'factor'")]
    [InlineData("""{ "decision": { "debounce": 0 } }""", "$.decision.debounce: found 0; expected a whole number from 1 to 10000")]
    public void ABareContractWorksAndMistakesAreNamed(string json, string? mistake)
    {
        using var folder = new TempFolder();
        var run = ToolRun.Of("pack", TinyModel.Write(folder), "-o", folder["m.edge"], "--pipeline", folder.WriteText("p.json", json))
            .Expect(mistake is null ? ExitCode.Done : ExitCode.BadData);
        Assert.Contains(mistake ?? "", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "decision": { "threshold": 0.5 } }""", "standardize", 0.5)]
    [InlineData("""{ "preprocess": [ { "kind": "scale", "factor": 3 } ] }""", "scale", 0.25)]
    [InlineData("""{ "preprocess": [], "decision": { "threshold": 0.5 } }""", null, 0.5)]
    public void WhatAFileLeavesOutStaysTheSources(string json, string? stage, double threshold)
    {
        using var folder = new TempFolder();
        var whole = folder.WriteText("p.json", """{ "preprocess": [ { "kind": "standardize", "mean": [1], "std": [2] } ], "decision": { "threshold": 0.25 } }""");
        ToolRun.Of("pack", TinyModel.Write(folder), "-o", folder["a.edge"], "--pipeline", whole).Expect(ExitCode.Done);
        ToolRun.Of("pack", folder["a.edge"], "-o", folder["b.edge"], "--pipeline", folder.WriteText("q.json", json)).Expect(ExitCode.Done);
        var contract = JsonDocument.Parse(ToolRun.Of("inspect", folder["b.edge"], "--json").Expect(ExitCode.Done).Out).RootElement.GetProperty("contract");
        Assert.Equal(stage is null ? [] : [stage], contract.GetProperty("preprocess").EnumerateArray().Select(s => s.GetProperty("kind").GetString()!));
        Assert.Equal(threshold, contract.GetProperty("decision").GetProperty("threshold").GetDouble());
    }

    [Fact]
    public void TheKeywordExampleFitsItsModel()
    {
        using var folder = new TempFolder();
        var input = new Value { Name = "input", Type = ElementType.Int8, Shape = new Shape(1, 49, 10, 1), Scales = [0.58f], ZeroPoint = 83 };
        var output = new Value { Name = "output", Type = ElementType.Int8, Shape = new Shape(1, 49, 10, 1), Scales = [0.58f], ZeroPoint = 83 };
        var graph = new Graph { Inputs = { input }, Outputs = { output } };
        graph.Nodes.Add(Node.Of("relu", default(Relu), [input], [output]));
        var model = folder.Write("kws.edge", ModelCompiler.Compile(graph).Bytes);
        ToolRun.Of("pack", model, "-o", folder["m.edge"], "--pipeline", Example()).Expect(ExitCode.Done);
    }

    private static string Example([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath("../../firmware-configs/applications/keyword-spotting.json", Path.GetDirectoryName(thisFile)!);
}
