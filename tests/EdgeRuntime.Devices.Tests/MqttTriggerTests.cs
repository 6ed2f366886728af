using System.Text;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class MqttTriggerTests
{
    private readonly TestContext _context = new();

    [MosquittoFact]
    public void AMessageFiresOnceAndWakesThePipelineAndARetainedOneDoesNot()
    {
        using var broker = new Mosquitto();
        broker.Start();
        broker.Publish("ask/kitchen", "now", retain: true);
        var wake = new CountingWake();
        using var trigger = Trigger($"\"broker\": \"mqtt://localhost:{broker.Port}\", \"topic\": \"ask/+\", \"payload\": \"now\"", wake);
        Until(trigger, () => trigger.Health.IsReady);
        broker.Publish("ask/kitchen", "later");
        broker.Publish("other/kitchen", "now");
        var before = MonotonicClock.System.NowNs;
        broker.Publish("ask/hall", "now");
        var firedAtNs = 0L;
        Until(trigger, () => trigger.TryTake(0, out firedAtNs));
        Assert.InRange(firedAtNs, before, MonotonicClock.System.NowNs);
        Assert.False(trigger.TryTake(0, out _));
        Assert.True(wake.TryTake());
        broker.Publish("ask/hall", "now");
        broker.Publish("ask/hall", "now");
        Until(trigger, () => trigger.OverrunCount == 1);
    }

    [MosquittoFact]
    public void ABrokerThatGoesIsAskedAgain()
    {
        using var broker = new Mosquitto();
        broker.Start();
        using var trigger = Trigger($"\"broker\": \"mqtt://localhost:{broker.Port}\", \"topic\": \"ask\"", new CountingWake());
        Until(trigger, () => trigger.Health.IsReady);
        broker.Stop();
        Until(trigger, () => !trigger.Health.IsReady);
        broker.Start();
        Until(trigger, () => trigger.Health.IsReady);
        broker.Publish("ask", "x");
        Until(trigger, () => trigger.TryTake(0, out _));
    }

    [MosquittoFact]
    public void CommandsAreAnsweredAndRetainedOnesPassedOver()
    {
        using var broker = new Mosquitto();
        broker.Start();
        broker.Publish("edge/set", "old", retain: true);
        var connect = MqttCommands.Read(
            _context.Settings($$"""{ "broker": "mqtt://localhost:{{broker.Port}}", "topic": "edge/set", "resultTopic": "edge/result" }"""),
            _context.Device with { Clock = MonotonicClock.System },
            "model");
        using var commands = connect(command => Encoding.UTF8.GetBytes("did " + Encoding.UTF8.GetString(command)));
        commands.Start();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                broker.Publish("edge/set", "a");
                Thread.Sleep(50);
                return broker.PayloadsOf("edge/result").Length > 0;
            },
            TimeSpan.FromSeconds(30)));
        broker.Publish("edge/set", new string('x', MqttCommands.LargestBytes + 1));
        broker.Publish("edge/set", "last");
        Assert.True(SpinWait.SpinUntil(() => broker.PayloadsOf("edge/result") is [.., "did last"], TimeSpan.FromSeconds(30)));
        Assert.All(broker.PayloadsOf("edge/result")[..^1], answer => Assert.Equal("did a", answer));
    }

    private static void Until(ITrigger trigger, Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(
        () =>
        {
            trigger.Maintain(MonotonicClock.System.NowNs);
            Thread.Sleep(5);
            return isSo();
        },
        TimeSpan.FromSeconds(30)));

    private ITrigger Trigger(string members, IWake wake)
    {
        var settings = _context.Settings($$"""{ "kind": "mqtt", {{members}} }""");
        var trigger = DeviceFactory.CreateTrigger(settings, _context.Device with { Clock = MonotonicClock.System, Wake = wake })!;
        Assert.Empty(_context.Mistakes);
        return trigger;
    }
}
