using System.Diagnostics;
using System.Text.Json;
using EdgeRuntime.Pipeline;
using Xunit.Abstractions;

namespace EdgeRuntime.Devices.Tests;

/// <summary>Alone in the process while it counts what the whole process allocates.</summary>
[CollectionDefinition(nameof(MqttSteadyStateTests), DisableParallelization = true)]
public class MqttSteadyState;

[Collection(nameof(MqttSteadyStateTests))]
public sealed class MqttSteadyStateTests(ITestOutputHelper output) : IDisposable
{
    private const int WarmUp = 400, Messages = 2000, MostRounds = 3;

    private readonly TestContext _context = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mqtt").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [MosquittoTheory]
    [InlineData("\"qos\": 1", false, 64)]
    [InlineData("\"qos\": 1, \"version\": \"3.1.1\"", false, 64)]
    [InlineData("\"qos\": 0", false, 64)]
    [InlineData("\"qos\": 1", true, 64)]
    public void AMessageAndItsAcknowledgementAllocateNextToNothing(string members, bool tls, int mostBytes)
    {
        using var broker = new Mosquitto(tls: tls);
        broker.Start();
        broker.Unlisten();
        var authority = tls ? $", \"caFile\": \"{broker.PathOf("ca.pem")}\"" : "";
        using var actuator = Actuator($"\"broker\": \"mqtt{(tls ? "s" : "")}://localhost:{broker.Port}\", {members}{authority}");
        Until(actuator, () => actuator.Health.IsReady);
        Act(actuator, WarmUp);
        var each = double.MaxValue;
        for (var round = 0; round < MostRounds && each > mostBytes; round++)
        {
            // What the runtime's own threads take now and then, when they come and go, is not the messages'.
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Act(actuator, Messages);
            each = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Messages;
            output.WriteLine($"{each:F1} bytes for each message");
        }

        Assert.Equal(0, actuator.WaitingCount + actuator.DroppedCount);
        Assert.True(each <= mostBytes, $"{each:F1} bytes for each message");
    }

    [MosquittoFact]
    public void HoweverOftenTheConnectionIsCutEveryMessageArrivesInOrder()
    {
        // However late the listener is, the broker keeps what it has to hear.
        using var broker = new Mosquitto("allow_anonymous true\nmax_queued_messages 0");
        broker.Start();
        using var relay = new CuttingRelay(broker.Port);
        using var actuator = Actuator($"\"broker\": \"mqtt://localhost:{relay.Port}\", \"topic\": \"edge/cut\"");
        var random = new Random(3);
        var sequence = 0;
        for (var cut = 0; cut < 6; cut++)
        {
            Until(actuator, () => actuator.Health.IsReady);
            var until = Stopwatch.StartNew();
            var lasts = TimeSpan.FromMilliseconds(random.Next(20, 120));
            while (until.Elapsed < lasts)
            {
                actuator.Act(TestContext.Decision(1, true) with { Sequence = ++sequence });
                Thread.SpinWait(random.Next(20_000));
                if (actuator.WaitingCount > 800)
                {
                    Thread.Sleep(1);
                }
            }

            relay.Cut();
            for (var away = 0; away < 50; away++)
            {
                actuator.Act(TestContext.Decision(1, true) with { Sequence = ++sequence });
                Thread.Sleep(1);
            }

            Until(actuator, () => !actuator.Health.IsReady);
        }

        Until(actuator, () => actuator.SentCount == sequence);
        Assert.Equal((0, true), (actuator.DroppedCount, actuator.SpooledCount > 0));
        Until(actuator, () => Sequences(broker).Distinct().Count() == sequence);

        // At least once: what was under way when the connection broke may come again, but never ahead of what has not come yet.
        Assert.Equal(Enumerable.Range(1, sequence).Select(i => (long)i), Sequences(broker).Distinct());
    }

    private static IEnumerable<long> Sequences(Mosquitto broker) =>
        broker.PayloadsOf("edge/cut").Select(payload => JsonDocument.Parse(payload).RootElement.GetProperty("sequence").GetInt64());

    /// <summary>Has messages sent one after the other, as decisions come.</summary>
    private static void Act(IActuator actuator, int count)
    {
        var sent = actuator.SentCount;
        var decision = TestContext.Decision(1, true);
        for (var i = 0; i < count; i++)
        {
            actuator.Act(decision);
            var patience = Stopwatch.GetTimestamp() + (20 * Stopwatch.Frequency);
            while (actuator.SentCount <= sent + i)
            {
                Assert.True(Stopwatch.GetTimestamp() < patience);
                Thread.Yield();
            }
        }
    }

    private static void Until(IActuator actuator, Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(
        () =>
        {
            actuator.Maintain(Stopwatch.GetTimestamp());
            Thread.Sleep(2);
            return isSo();
        },
        TimeSpan.FromSeconds(60)));

    private IActuator Actuator(string members)
    {
        var settings = _context.Settings($$"""{ "kind": "mqtt", {{members}} }""");
        var actuator = DeviceFactory.CreateActuator(settings, _context.Device with { Clock = MonotonicClock.System, StateDirectory = _folder })!;
        Assert.Empty(_context.Mistakes);
        return actuator;
    }
}
