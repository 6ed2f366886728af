using System.Text.Json.Nodes;
using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;
using TestKit;

namespace EdgeRuntime.Host.Tests;

/// <summary>A recording through the pipeline that the board runs, and through <c>edgetool replay</c>: the same decisions, to the byte.</summary>
public sealed class ReplayTests : IDisposable
{
    private const string Speech = "models/tflite-micro/tensorflow/lite/micro/examples/micro_speech";
    private static readonly string[] TimeMembers = ["utc", "monotonicNs", "latencyNs"];

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("change", "mean", 1)]
    [InlineData("every", "none", 3)]
    public void DecidesAsTheBoardDoes(string when, string smoothing, int hop)
    {
        var random = new Random(4);
        File.WriteAllLines(
            _bench.PathOf("ramp.csv"), ["x", .. Enumerable.Range(0, 500).Select(_ => random.NextSingle().ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        _bench.WritePipeline($$"""
            {
              "name": "tiny",
              "model": { "file": "tiny.edge" },
              "sensor": { "kind": "replay", "file": "ramp.csv", "sampleRateHz": 1000, "speed": 0 },
              "trigger": { "kind": "samples", "hop": {{hop}} },
              "decision": { "threshold": 0.5, "hysteresis": 0.05, "debounce": 2, "smoothing": { "kind": "{{smoothing}}", "inferences": 3 } },
              "actuators": [{ "kind": "log" }, { "kind": "jsonLines", "file": "out.jsonl", "when": "{{when}}", "labels": ["a", "b", "c"] }]
            }
            """);
        var board = Board();
        Assert.True(board.Length > 20, $"{board.Length} decisions");
        Assert.Equal(board, Desk("tiny.json", "--data", _bench.PathOf("ramp.csv")));
    }

    [Fact]
    public void ATimerFiresInTheRecordingsTime()
    {
        _bench.WritePipeline(Workbench.Pipeline.Replace("\"samples\", \"hop\": 4", "\"timer\", \"periodMs\": 4", StringComparison.Ordinal));
        var run = Tool("tiny.json", "--data", _bench.PathOf("ramp.csv"), "--when", "every");
        Assert.True(run.Code == 0, run.Error);

        // Three periods; what comes and goes in one is told on lines of their own.
        Assert.Equal([1, 2, 3], Lines(run.Output).Select(line => (int)JsonNode.Parse(line)!["sequence"]!).Distinct());
    }

    [Fact]
    public void ATriggerThatWaitsForTheWorldGivesWayToWindowsInARow()
    {
        _bench.WritePipeline(Workbench.Pipeline.Replace("\"samples\", \"hop\": 4", "\"gpio\", \"pin\": 4", StringComparison.Ordinal));
        var run = Tool("tiny.json", "--data", _bench.PathOf("ramp.csv"));
        Assert.Contains("'gpio' does not fire on a desk", run.Error);
        Assert.Equal(Board(), Lines(run.Output));
    }

    [Fact]
    public void MistakesSayWhatToDo()
    {
        Assert.Contains("There is no file", Failed(66, "tiny.json", "--data", _bench.PathOf("none.wav")));
        Assert.Contains("unknown format '.edge'", Failed(65, "tiny.edge", "--data", _bench.PathOf("tiny.edge")));
        Assert.Contains("--rate HZ", Failed(64, "tiny.edge", "--data", _bench.PathOf("ramp.csv")));
        _bench.WritePipeline(Workbench.Pipeline.Replace("argmax", "argmin", StringComparison.Ordinal));
        Assert.Contains("$.decision.mode: found \"argmin\"; expected one of argmax, perClass", Failed(65, "tiny.json", "--data", _bench.PathOf("ramp.csv")));
        _bench.WritePipeline(Workbench.Pipeline.Replace("1000", "500", StringComparison.Ordinal));
        File.Move(_bench.PathOf("ramp.csv"), _bench.PathOf("other.csv"));
        Assert.Contains("--resample", Failed(65, "tiny.json", "--data", _bench.PathOf("other.csv"), "--rate", "1000"));
    }

    [SharedTheory]
    [InlineData("yes_1000ms.wav", "yes")]
    [InlineData("no_1000ms.wav", "no")]
    [InlineData("silence_1000ms.wav", "silence")]
    public void SpokenWordsFromRawSoundAreHeardAlikeOnBoardAndDesk(string clip, string word)
    {
        var wav = Shared.PathOf(Speech, "testdata", clip);
        Pack(over: "window");
        Listen(wav, hop: 320);
        var board = Board();
        Assert.Equal(board, Desk("tiny.json", "--data", wav));
        Assert.Equal(word, (string?)JsonNode.Parse(board[^1])!["label"]);

        // The same over the stream: features are made once, and the first window is the same clip.
        Pack(over: "stream");
        Listen(wav, hop: 1);
        var streamed = Board();
        Assert.Equal(streamed, Desk("tiny.json", "--data", wav));
        Assert.Equal(board[0], streamed[0]);
    }

    [SharedFact]
    public void DigitsOfAnotherRateAreBroughtToTheModels()
    {
        Pack(over: "stream");
        var wav = Shared.PathOf("data", "fsdd", "recordings", "0_lucas_9.wav");
        Assert.Contains("--resample", Failed(65, "speech.edge", "--data", wav));
        var run = Tool("speech.edge", "--data", wav, "--resample", "--hop", "1");
        Assert.Equal(0, run.Code);
        Assert.NotEmpty(Lines(run.Output));

        // On a board nothing resamples in silence.
        Listen(wav, hop: 1);
        Assert.Contains("found 8000 frames per second; expected 16000", Assert.Throws<ConfigException>(() => Board()).Message);
    }

    private void Pack(string over)
    {
        File.WriteAllText(_bench.PathOf("stages.json"), $$"""
            { "preprocess": [{ "kind": "microFrontend", "sampleRateHz": 16000, "rounding": "int8", "over": "{{over}}" }] }
            """);
        File.WriteAllLines(_bench.PathOf("labels.txt"), ["silence", "unknown", "yes", "no"]);
        var run = Tool(
            ["pack", Shared.PathOf(Speech, "models", "micro_speech_quantized.tflite"), "-o", _bench.PathOf("speech.edge"),
            "--labels", _bench.PathOf("labels.txt"), "--pipeline", _bench.PathOf("stages.json")]);
        Assert.True(run.Code == 0, run.Error);
    }

    private void Listen(string wav, int hop) => _bench.WritePipeline(new JsonObject
    {
        ["name"] = "words",
        ["model"] = new JsonObject { ["file"] = "speech.edge" },
        ["sensor"] = new JsonObject { ["kind"] = "replay", ["file"] = wav, ["speed"] = 0 },
        ["trigger"] = new JsonObject { ["kind"] = "samples", ["hop"] = hop },
        ["actuators"] = new JsonArray(new JsonObject { ["kind"] = "jsonLines", ["file"] = "out.jsonl", ["when"] = "every" }),
    }.ToJsonString());

    private string[] Board()
    {
        File.Delete(_bench.PathOf("out.jsonl"));
        using var runner = PipelineFile.Load(_bench.PathOf("tiny.json"), BoardEnvironment.For(new SilentLog()));
        if (runner.Parts.Trigger is SamplesTrigger)
        {
            runner.Run(CancellationToken.None);
            return Lines(File.ReadAllText(_bench.PathOf("out.jsonl")));
        }

        // What the recording gives when windows follow one another.
        _bench.WritePipeline(Workbench.Pipeline);
        return Board();
    }

    private string[] Desk(string pipeline, params string[] words)
    {
        var run = Tool([pipeline, .. words]);
        Assert.True(run.Code == 0, run.Error);
        return Lines(run.Output);
    }

    private string Failed(int code, string pipeline, params string[] words)
    {
        var run = Tool([pipeline, .. words]);
        Assert.True(run.Code == code, $"exit {run.Code}: {run.Error}");
        return run.Error;
    }

    private (int Code, string Output, string Error) Tool(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        string[] args = words[0] == "pack" ? words : ["replay", _bench.PathOf(words[0]), .. words[1..]];
        var code = EdgeTool.ToolCommandLine.Invoke(args, new EdgeTool.Terminal(output, error));
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>JSON lines without the members that tell of the clock.</summary>
    private static string[] Lines(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var members = JsonNode.Parse(line)!.AsObject();
            Assert.All(TimeMembers, name => Assert.True(members.Remove(name)));
            return members.ToJsonString();
        }),
    ];
}
