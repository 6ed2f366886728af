using System.Text;
using System.Text.Json;
using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

/// <summary>The contract as the platform's serializer writes it is read back by our own reader; everything else is refused where it stands.</summary>
public class ContractJsonTests
{
    [Fact]
    public void ReadsEveryMemberThatTheSerializerWrites()
    {
        var contract = new ModelContract
        {
            Name = "Wörter \"\\\u0001😀",
            Labels = ["yes", "", "nein"],
            Preprocess =
            [
                new PreprocessStage { Kind = "standardize", Numbers = new Dictionary<string, double[]> { ["mean"] = [0.1, -1e-300, 5e200], ["std"] = [] } },
                new PreprocessStage { Kind = "window", Options = new Dictionary<string, string> { ["function"] = "hann" } },
            ],
            Decision = new DecisionDefaults { Threshold = -0.25, Hysteresis = 0.125, Debounce = int.MaxValue },
            Statistics = new CalibrationStatistics
            {
                Samples = 256,
                Input = new BinnedShares { Edges = [-0.5, 1e-7], Shares = [0.25, 0.5, 0.25] },
                Margin = new BinnedShares(),
                Classes = [0.125, 0.875, 0],
            },
            Provenance = new Provenance
            {
                SourceFile = "a.tflite",
                SourceSha256 = "00ff",
                Tool = "edgetool",
                Target = "pi5",
                Measured = [new MeasuredFigure { Metric = "top1", DataSet = "held out", Value = 0.97, Samples = 120 }],
                Notes = ["one", "two"],
            },
        };
        var bytes = ContractJson.ToBytes(contract);
        var read = ContractJson.Parse(bytes);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(ContractJson.ToBytes(read)));
        Assert.Equal(contract.Name, read.Name);
        Assert.Equal(contract.Preprocess[0].Numbers["mean"], read.Preprocess[0].Numbers["mean"]);
        Assert.Equal("hann", read.Preprocess[1].Options!["function"]);
        Assert.Equal(int.MaxValue, read.Decision!.Debounce);
        Assert.Equal([0.25, 0.5, 0.25], read.Statistics!.Input.Shares);
        Assert.Equal([0.125, 0.875, 0], read.Statistics.Classes!);
        Assert.Equal(120, read.Provenance.Measured[0].Samples);
    }

    [Fact]
    public void LeftOutMembersHaveTheirDefaults()
    {
        var read = ContractJson.Parse("""{ "labels": ["a"], "decision": { } }"""u8);
        Assert.Equal("", read.Name);
        Assert.Equal(["a"], read.Labels);
        Assert.Equal(new DecisionDefaults().Threshold, read.Decision!.Threshold);
        Assert.Null(ContractJson.Parse("""{ "decision": null }"""u8).Decision);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{} x")]
    [InlineData("""{ "Name": "a" }""")]
    [InlineData("""{ "name": 1 }""")]
    [InlineData("""{ "name": null }""")]
    [InlineData("""{ "name": "\uD800" }""")]
    [InlineData("""{ "labels": "a" }""")]
    [InlineData("""{ "labels": [1] }""")]
    [InlineData("""{ "labels": [null] }""")]
    [InlineData("""{ "labels": ["a", ] }""")]
    [InlineData("""{ "labels": {} }""")]
    [InlineData("""{ "preprocess": [null] }""")]
    [InlineData("""{ "preprocess": [[]] }""")]
    [InlineData("""{ "preprocess": [{ "kind": "clip", "sort": 1 }] }""")]
    [InlineData("""{ "preprocess": [{ "numbers": { "min": 1 } }] }""")]
    [InlineData("""{ "preprocess": [{ "numbers": { "min": null } }] }""")]
    [InlineData("""{ "preprocess": [{ "numbers": { "min": ["1"] } }] }""")]
    [InlineData("""{ "preprocess": [{ "numbers": { "min": [1e999] } }] }""")]
    [InlineData("""{ "preprocess": [{ "options": { "function": 1 } }] }""")]
    [InlineData("""{ "preprocess": [{ "options": { "function": null } }] }""")]
    [InlineData("""{ "statistics": [] }""")]
    [InlineData("""{ "statistics": { "samples": 0 } }""")]
    [InlineData("""{ "statistics": { "inputs": {} } }""")]
    [InlineData("""{ "statistics": { "input": null } }""")]
    [InlineData("""{ "statistics": { "input": { "edges": [0], "shares": [1] } } }""")]
    [InlineData("""{ "statistics": { "input": { "edges": [1, 0], "shares": [0.5, 0.25, 0.25] } } }""")]
    [InlineData("""{ "statistics": { "input": { "edges": [0], "shares": [0.5, 0.4] } } }""")]
    [InlineData("""{ "statistics": { "margin": { "edges": null } } }""")]
    [InlineData("""{ "statistics": { "margin": { "edges": [0], "shares": [1.5, -0.5] } } }""")]
    [InlineData("""{ "statistics": { "classes": [0.5, 0.6] } }""")]
    [InlineData("""{ "decision": [] }""")]
    [InlineData("""{ "decision": { "debounce": 1.5 } }""")]
    [InlineData("""{ "decision": { "debounce": 2147483648 } }""")]
    [InlineData("""{ "decision": { "debounce": 0 } }""")]
    [InlineData("""{ "decision": { "threshold": null } }""")]
    [InlineData("""{ "decision": { "limit": 1 } }""")]
    [InlineData("""{ "provenance": null }""")]
    [InlineData("""{ "provenance": { "tool": ["a"] } }""")]
    [InlineData("""{ "provenance": { "author": "a" } }""")]
    [InlineData("""{ "provenance": { "measured": [{ "metric": "top1", "unit": "%" }] } }""")]
    [InlineData("""{ "provenance": { "measured": [null] } }""")]
    [InlineData("""{ "name": { "a": 1 } }""")]
    public void RefusesWhatIsNoContract(string json) =>
        Assert.ThrowsAny<JsonException>(() => ContractJson.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void RefusesTextsThatAreNotUtf8()
    {
        var bytes = """{ "name": "ab" }"""u8.ToArray();
        bytes[11] = 0xFF;
        Assert.ThrowsAny<JsonException>(() => ContractJson.Parse(bytes));
    }

    [Fact]
    public void EveryCutAndEveryChangedByteIsReadOrRefused()
    {
        var whole = ContractJson.ToBytes(new ModelContract { Labels = ["a"], Preprocess = [new PreprocessStage { Numbers = new Dictionary<string, double[]> { ["f"] = [1.5] } }], Decision = new() });
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.ThrowsAny<JsonException>(() => ContractJson.Parse(whole.AsSpan(0, i)));
            for (var value = 0; value < 256; value++)
            {
                var changed = (byte[])whole.Clone();
                changed[i] = (byte)value;
                try
                {
                    ContractJson.Parse(changed);
                }
                catch (JsonException)
                {
                }
            }
        }
    }
}
