using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class WebhookTests : IDisposable
{
    private readonly TestContext _context = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("webhook").FullName;
    private readonly ConcurrentQueue<(string Method, string? Type, string? Token, string Body)> _requests = new();
    private readonly HttpListener _server = new();
    private readonly string _url;
    private volatile int _status = 200;

    public WebhookTests()
    {
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _url = $"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}/hook/";
        }

        _server.Prefixes.Add(_url);
        _server.Start();
        _ = Task.Run(Serve);
    }

    public void Dispose()
    {
        _server.Close();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void EveryDecisionIsPostedAsJsonWithTheToken()
    {
        var token = Path.Combine(_folder, "token");
        File.WriteAllText(token, "abc\n");
        using var actuator = Make($"\"tokenFile\": \"{token}\"");
        Act(actuator, 1, 2);
        Until(actuator, () => actuator.SentCount == 2);
        Assert.All(_requests, r => Assert.Equal(("POST", "application/json", "Bearer abc"), (r.Method, r.Type, r.Token)));
        Assert.Equal([1L, 2L], Sequences());
    }

    [Fact]
    public void ATemporaryFailureIsTriedAgainInOrder()
    {
        using var actuator = Make();
        _status = 503;
        Act(actuator, 1, 2);
        Until(actuator, () => actuator.SpooledCount == 2);
        Until(actuator, () => _context.Log.Any(line => line.EndsWith("answers 503 ServiceUnavailable", StringComparison.Ordinal)));
        Assert.False(actuator.Health.IsReady);
        _status = 204;
        Until(actuator, () => actuator.SentCount == 2 && actuator.Health.IsReady);
        Assert.Equal([1L, 2L], Sequences().Distinct());
        Assert.Equal(0, actuator.DroppedCount);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(301)]
    public void ARefusalForGoodIsCountedAndHoldsNothingUp(int status)
    {
        using var actuator = Make();
        _status = status;
        Act(actuator, 1);
        Until(actuator, () => actuator.DroppedCount == 1);
        _status = 200;
        Act(actuator, 2);
        Until(actuator, () => actuator.SentCount == 1);
    }

    [Fact]
    public void AServerThatDoesNotAnswerIsGivenUpInTime()
    {
        _status = 0;
        using var transport = new WebhookTransport(new Uri(_url), null, TimeSpan.FromMilliseconds(200));
        var report = transport.Send([new Message("", "{}"u8.ToArray())]);
        Assert.Equal(0, report.Done);
        Assert.Contains("does not answer within 0.2 s", report.Reason);
    }

    [Fact]
    public void AServerThatClosesEveryConnectionGetsEveryMessage()
    {
        using var server = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var bodies = 0;
        var accepting = new Thread(() =>
        {
            while (true)
            {
                try
                {
                    var client = server.AcceptTcpClient();
                    ThreadPool.QueueUserWorkItem(_ => Interlocked.Add(ref bodies, AnswerOnce(client)));
                }
                catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException)
                {
                    return;
                }
            }
        })
        { IsBackground = true };
        accepting.Start();
        using var transport = new WebhookTransport(
            new Uri($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/"), null, TimeSpan.FromSeconds(10));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(new SendReport(16), transport.Send([.. Enumerable.Repeat(new Message("", "{}"u8.ToArray()), 16)]));
        }

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref bodies) >= 320, TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData("htp://localhost/", "$.url: found 'htp://localhost/'")]
    [InlineData("http://me:secret@localhost/", "a token comes from tokenFile")]
    public void AMistakeInTheAddressIsSaid(string url, string expected)
    {
        DeviceFactory.CreateActuator(_context.Settings($$"""{ "kind": "webhook", "url": "{{url}}" }"""), _context.Device)?.Dispose();
        Assert.Contains(expected, Assert.Single(_context.Mistakes));
    }

    /// <summary>What a server of HTTP 1.0 does: an answer, and the end of the connection.</summary>
    /// <returns>Bodies that it got.</returns>
    private static int AnswerOnce(System.Net.Sockets.TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var buffer = new byte[4096];
                var text = "";
                for (int read; !text.EndsWith('}') && (read = stream.Read(buffer)) > 0;)
                {
                    text += Encoding.UTF8.GetString(buffer, 0, read);
                }

                stream.Write("HTTP/1.0 204 No Content\r\n\r\n"u8);
                return text.EndsWith('}') ? 1 : 0;
            }
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Act(IActuator actuator, params long[] sequences)
    {
        foreach (var sequence in sequences)
        {
            actuator.Act(TestContext.Decision(1, true) with { Sequence = sequence });
        }
    }

    private static void Until(IActuator actuator, Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(
        () =>
        {
            actuator.Maintain(System.Diagnostics.Stopwatch.GetTimestamp());
            Thread.Sleep(5);
            return isSo();
        },
        TimeSpan.FromSeconds(30)));

    private IEnumerable<long> Sequences() => _requests.Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("sequence").GetInt64());

    private IActuator Make(string? more = null)
    {
        var settings = _context.Settings($$"""{ "kind": "webhook", "url": "{{_url}}", "timeoutMs": 2000{{(more is null ? "" : ", " + more)}} }""");
        var actuator = DeviceFactory.CreateActuator(settings, _context.Device with { Clock = MonotonicClock.System, StateDirectory = _folder })!;
        Assert.Empty(_context.Mistakes);
        return actuator;
    }

    private void Serve()
    {
        while (_server.IsListening)
        {
            try
            {
                var call = _server.GetContext();
                using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
                var body = reader.ReadToEnd();
                if (_status == 0)
                {
                    Thread.Sleep(500);
                }

                if (_status is >= 200 and < 300)
                {
                    _requests.Enqueue((call.Request.HttpMethod, call.Request.ContentType, call.Request.Headers["Authorization"], body));
                }

                call.Response.StatusCode = _status == 0 ? 200 : _status;
                call.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
