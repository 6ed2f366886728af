using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;
using Serilog;

namespace EdgeRuntime.Host.Tests;

public sealed partial class StatusServerTests : IDisposable
{
    private readonly Workbench _bench = new();
    private readonly Serilog.Core.Logger _log;
    private readonly ListSink _sink = new();
    private readonly IReadOnlyList<PipelineRunner> _runners;

    public StatusServerTests()
    {
        _log = new LoggerConfiguration().WriteTo.Sink(_sink).CreateLogger();
        _runners = PipelineFolder.Load(_bench.Folder, BoardEnvironment.For(new SilentLog()));
    }

    private string Address => _bench.PathOf("status.sock");

    public void Dispose()
    {
        _runners[0].Dispose();
        _log.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task MetricsAreTextThatPrometheusReadsAndSayWhatHappened()
    {
        _runners[0].Run(CancellationToken.None);
        var (status, text) = await Ask("/metrics");
        Assert.Equal(200, status);
        var lines = text.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Matches(MetricLine(), line));
        Assert.Equal(3, Value(lines, "edgeruntime_inferences_total{pipeline=\"tiny\"}"));
        Assert.Equal(3, Value(lines, "edgeruntime_trigger_to_decision_seconds_count{pipeline=\"tiny\"}"));
        Assert.Equal(1, Value(lines, "edgeruntime_device_ready{device=\"tiny/replay\"}"));
        Assert.Equal(12, Value(lines, "edgeruntime_frames_total{pipeline=\"tiny\"}"));
        Assert.Equal(GC.MaxGeneration + 1, lines.Count(l => l.StartsWith("dotnet_collections_total{generation=", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.StartsWith("edgeruntime_thread_allocated_bytes_total{pipeline=\"tiny\"}", StringComparison.Ordinal));

        // Every sample belongs to the family announced before it, and every family is announced once.
        var families = lines.Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]).ToArray();
        Assert.Equal(families.Distinct(), families);
        Assert.InRange(families.Length, 20, 100);
        Assert.All(
            lines.Where(l => l[0] != '#').Select(l => l.Split('{', ' ')[0]),
            name => Assert.Contains(families, f => name == f || name == f + "_sum" || name == f + "_count"));
    }

    [Fact]
    public async Task HealthAndReadinessTellWhichPipelineFails()
    {
        Assert.Equal((503, "without progress: tiny"), await Ask("/health"));
        Assert.Equal((503, "without their sensor or trigger: tiny"), await Ask("/ready"));
        _ = _runners[0].Turn();
        Assert.Equal((200, "healthy"), await Ask("/health"));
        Assert.Equal((200, "ready"), await Ask("/ready"));
    }

    [Fact]
    public async Task StatusShowsPipelinesDevicesAndTheLastDecisions()
    {
        _runners[0].Run(CancellationToken.None);
        var (_, text) = await Ask("/status");
        var pipeline = JsonDocument.Parse(text).RootElement.GetProperty("pipelines")[0];
        Assert.Equal("tiny", pipeline.GetProperty("name").GetString());
        Assert.Equal(3, pipeline.GetProperty("inferences").GetInt32());
        Assert.Equal(3, pipeline.GetProperty("latencyNs").GetProperty("counts").EnumerateArray().Sum(c => c.GetProperty("count").GetInt32()));
        Assert.Equal("d", pipeline.GetProperty("latest")[0].GetProperty("label").GetString());
        Assert.Equal(["tiny/replay", "tiny/samples", "tiny/log", "tiny/jsonLines(out.jsonl)"], pipeline.GetProperty("devices").EnumerateArray().Select(d => d.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task ThePersonsVerbsShowTheSame()
    {
        _runners[0].Run(CancellationToken.None);
        await Serving(() =>
        {
            var (code, output, _) = Workbench.Program("status", "--status", Address);
            Assert.Equal(0, code);
            Assert.Contains("tiny                 ended", output);
            Assert.Contains("trigger to decision p50", output);
            (code, output, _) = Workbench.Program("top", "--count", "2", "--seconds", "0.1", "--status", Address);
            Assert.Equal(0, code);
            Assert.Equal(2, Regex.Count(output, "per s"));
            (code, output, _) = Workbench.Program("status", "--json", "--status", Address);
            Assert.Equal("tiny", JsonDocument.Parse(output).RootElement.GetProperty("pipelines")[0].GetProperty("name").GetString());
        });
    }

    [Fact]
    public async Task SlowAndGreedyClientsDoNotHoldItUp() => await Serving(() =>
    {
        var silent = Enumerable.Range(0, 3).Select(_ => Connect()).ToArray();
        var greedy = Connect();
        greedy.Send(new byte[HttpRequestLine.MaxHeadBytes]);
        var answer = new byte[100];
        var length = greedy.Receive(answer);
        Assert.StartsWith("HTTP/1.1 431", System.Text.Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
        greedy.Dispose();

        // Silent ones take every place but one, then lose theirs.
        Assert.Equal(404, StatusClient.Get(Address, "/nothing").Status);
        silent[0].ReceiveTimeout = 60_000;
        Assert.Equal(0, silent[0].Receive(answer));
        Array.ForEach(silent, s => s.Dispose());
    });

    [Fact]
    public async Task ASocketLeftBehindDoesNotMatter()
    {
        // Disposed under its name it would take that away; a killed service cannot.
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(Address + ".first"));
            File.Move(Address + ".first", Address);
        }

        Assert.True(File.Exists(Address));
        Assert.Equal(404, (await Ask("/nothing")).Status);
        Assert.False(File.Exists(Address));
    }

    [Fact]
    public async Task AFileIsNotASocketThatMayBeRemoved()
    {
        await File.WriteAllTextAsync(Address, "mine");
        using var server = new StatusServer(StatusAddress.Parse(Address), new StatusPages(() => _runners), _log);
        await server.StartAsync(default);
        await server.ExecuteTask!;
        Assert.Equal("mine", await File.ReadAllTextAsync(Address));
        Assert.Contains("there is a file of that name", Assert.Single(_sink.Lines));
    }

    [Fact]
    public async Task AnotherServicesSocketIsNotTakenOver() => await Serving(() =>
    {
        using var second = new StatusServer(StatusAddress.Parse(Address), new StatusPages(() => _runners), _log);
        second.StartAsync(default).Wait();
        second.ExecuteTask!.Wait();
        Assert.Contains("another service shows its state there", Assert.Single(_sink.Lines));
        Assert.Equal(404, StatusClient.Get(Address, "/nothing").Status);
    });

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n[1, 2]")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{ \"version\": 5 }")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nnot JSON")]
    [InlineData("HTTP/1.1 503 No\r\n\r\n{}")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("")]
    public async Task WhateverElseAnswersIsNoService(string answer)
    {
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(Address));
        other.Listen();
        var answering = Task.Run(async () =>
        {
            using var client = await other.AcceptAsync();
            await client.ReceiveAsync(new byte[1000]);
            await client.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        });
        var (code, output, error) = Workbench.Program("status", "--json", "--status", Address);
        await answering;
        Assert.Equal((74, ""), (code, output));
        Assert.Contains("is no edgeruntime of version", error);
    }

    [Theory]
    [InlineData("0.0.0.0:9464")]
    [InlineData("192.168.1.5:80")]
    [InlineData("status.sock")]
    [InlineData("127.0.0.1")]
    public void NothingButThisMachineIsAnAddress(string address)
    {
        var (code, _, error) = Workbench.Program("status", "--status", address);
        Assert.Equal(64, code);
        Assert.Contains($"'{address}' is no place", error);
    }

    [Fact]
    public void WithoutAServiceTheAnswerSaysWhatToDo()
    {
        var (code, _, error) = Workbench.Program("status", "--status", Address);
        Assert.Equal(74, code);
        Assert.Contains("systemctl status edgeruntime", error);
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(Address));
        return socket;
    }

    private async Task<(int Status, string Body)> Ask(string path)
    {
        var answer = (0, "");
        await Serving(() => answer = StatusClient.Get(Address, path));
        return (answer.Item1, path is "/health" or "/ready" ? answer.Item2.Trim() : answer.Item2);
    }

    private async Task Serving(Action use)
    {
        using var server = new StatusServer(StatusAddress.Parse(Address), new StatusPages(() => _runners), _log);
        await server.StartAsync(default);
        Assert.True(SpinWait.SpinUntil(() => Answers(), 30_000), string.Join('\n', _sink.Lines));
        await Task.Run(use);
        await server.StopAsync(default);
    }

    private bool Answers()
    {
        try
        {
            return StatusClient.Get(Address, "/").Status == 404;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static double Value(string[] lines, string sample) =>
        double.Parse(lines.Single(l => l.StartsWith(sample + " ", StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);

    /// <summary>The text exposition format: comments, and a name with labels and a number.</summary>
    [GeneratedRegex("""^(# (HELP [a-z_]+ \S.*|TYPE [a-z_]+ (counter|gauge|summary))|[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? (NaN|[+-]?[0-9.]+([eE][+-]?[0-9]+)?))$""")]
    private static partial Regex MetricLine();
}
