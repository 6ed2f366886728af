using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class MqttActuatorTests : IDisposable
{
    private readonly TestContext _context = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mqtt").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [MosquittoFact]
    public void DecisionsArriveWhateverTheBrokerDoesInBetween()
    {
        using var broker = new Mosquitto();
        broker.Start();
        using var actuator = Actuator($"\"broker\": \"mqtt://localhost:{broker.Port}\", \"topic\": \"edge/{{pipeline}}/{{label}}\", \"retain\": true, \"availabilityTopic\": \"edge/state\", \"countsTopic\": \"edge/counts\"");
        Until(actuator, () => actuator.Health.IsReady);
        Act(actuator, 1);
        Until(actuator, () => actuator.SentCount == 1 && Sequences(broker).Contains(1));
        broker.Stop();
        Until(actuator, () => !actuator.Health.IsReady);

        // Retained, and each for a class of its own, as the listener may be back later than the actuator.
        Act(actuator, 2);
        Act(actuator, 3, classIndex: 2);
        Until(actuator, () => actuator.SpooledCount == 2 && actuator.WaitingCount == 2);
        broker.Start();
        Until(actuator, () => actuator.SentCount == 3);
        Act(actuator, 4);
        Until(actuator, () => actuator.SentCount == 4 && Sequences(broker).SetEquals([1, 2, 3, 4]));
        Until(actuator, () => broker.PayloadsOf("edge/counts").Any(counts => counts.Contains("\"spooled\":2,\"dropped\":0", StringComparison.Ordinal)));
        actuator.Dispose();
        Until(null, () => broker.PayloadsOf("edge/state") is [.., "offline"]);
        var first = JsonDocument.Parse(broker.PayloadsOf("edge/p/circle")[0]).RootElement;
        Assert.Equal("2026-01-02T03:04:05Z", first.GetProperty("utc").GetString());
        Assert.Equal(0, actuator.DroppedCount);
    }

    [MosquittoFact]
    public void TheBrokerSpeaksTheWillOfAClientThatIsCutOff()
    {
        using var broker = new Mosquitto();
        broker.Start();
        var connection = new MqttConnection(new MqttBroker { Host = "localhost", Port = broker.Port, ClientId = "x" }, _ => { }, new EventWake());
        connection.Connect("edge/state", []);
        connection.Dispose();
        Until(null, () => broker.PayloadsOf("edge/state") is ["offline"]);
    }

    [MosquittoFact]
    public void HomeAssistantIsToldAtEveryOneOfItsStarts()
    {
        using var broker = new Mosquitto();
        broker.Start();
        using var actuator = Actuator($"\"broker\": \"mqtt://localhost:{broker.Port}\", \"homeAssistant\": true, \"discoveryPrefix\": \"ha\"");
        Until(actuator, () => actuator.Health.IsReady);
        Until(actuator, () => Configs(broker).Length == 6);
        var first = Configs(broker);
        broker.Publish("ha/status", "online");
        Until(actuator, () => Configs(broker).Length == 12);

        var binary = JsonDocument.Parse(broker.Messages.First(m => m.Topic.EndsWith("/class_1/config", StringComparison.Ordinal)).Payload).RootElement;
        Assert.Equal("circle", binary.GetProperty("name").GetString());
        Assert.Contains("value_json.label == 'circle'", binary.GetProperty("value_template").GetString());
        Assert.EndsWith("/p/decisions", binary.GetProperty("state_topic").GetString());
        Assert.EndsWith("/p/availability", binary.GetProperty("availability_topic").GetString());
        Assert.All(first, topic => Assert.Matches("^ha/(sensor|binary_sensor)/[A-Za-z0-9_-]+/[A-Za-z0-9_-]+/config$", topic));
        Assert.Equal(6, broker.Messages.Where(m => first.Contains(m.Topic)).Select(m => JsonDocument.Parse(m.Payload).RootElement.GetProperty("unique_id").GetString()).Distinct().Count());
    }

    [MosquittoFact]
    public void AConnectionIsKeptAliveAlsoAsTheBrokerWantsIt()
    {
        using var broker = new Mosquitto("allow_anonymous true\nmax_keepalive 10");
        broker.Start();
        using var actuator = Actuator($"\"broker\": \"mqtt://localhost:{broker.Port}\"");
        Until(actuator, () => actuator.Health.IsReady);

        // The broker cuts off who is silent for one and a half times of what it wants.
        var end = System.Diagnostics.Stopwatch.StartNew();
        Until(actuator, () => end.Elapsed > TimeSpan.FromSeconds(17) || !actuator.Health.IsReady);
        Assert.True(actuator.Health.IsReady);
        Assert.Empty(_context.Log);
    }

    [MosquittoFact]
    public void AConnectionIsKeptAliveWithoutMessages()
    {
        using var broker = new Mosquitto();
        broker.Start();
        using var actuator = Actuator($"\"broker\": \"mqtt://localhost:{broker.Port}\", \"keepAliveSeconds\": 1, \"version\": \"3.1.1\"");
        Until(actuator, () => actuator.Health.IsReady);
        var end = System.Diagnostics.Stopwatch.StartNew();
        Until(actuator, () => end.Elapsed > TimeSpan.FromSeconds(4) || !actuator.Health.IsReady);
        Assert.True(actuator.Health.IsReady);
        Assert.Empty(_context.Log);
    }

    [MosquittoFact]
    public void ThePasswordComesFromAFileAndAWrongOneIsSaid()
    {
        using var broker = new Mosquitto("allow_anonymous false\npassword_file FOLDER/users", listenAs: "edge");
        File.WriteAllText(broker.PathOf("password"), "secret\n");

        // What mosquitto_passwd writes for user edge and password secret: PBKDF2 with SHA-512, 101 rounds, and the salt.
        var salt = new byte[12];
        var hash = System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2("secret", salt, 101, System.Security.Cryptography.HashAlgorithmName.SHA512, 64);
        File.WriteAllText(broker.PathOf("users"), $"edge:$7$101${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}\n");
        broker.Start();
        var password = Path.Combine(_folder, "password");
        File.WriteAllText(password, "wrong");
        using var actuator = Actuator($"\"broker\": \"mqtt://localhost:{broker.Port}\", \"user\": \"edge\", \"passwordFile\": \"{password}\"");
        Until(actuator, () => _context.Log.Any(line => line.Contains("NotAuthorized", StringComparison.Ordinal)));
        File.WriteAllText(password, "secret");
        Until(actuator, () => actuator.Health.IsReady);
    }

    [MosquittoFact]
    public void OverTlsOnlyTheNamedAuthorityIsTrusted()
    {
        using var broker = new Mosquitto(tls: true);
        broker.Start();
        var address = $"\"broker\": \"mqtts://localhost:{broker.Port}\"";
        using (var trusting = Actuator($"{address}, \"caFile\": \"{broker.PathOf("ca.pem")}\", \"clientId\": \"one\""))
        {
            Until(trusting, () => trusting.Health.IsReady);
            Act(trusting, 1);
            Until(trusting, () => trusting.SentCount == 1);
        }

        using var strict = Actuator($"{address}, \"clientId\": \"two\"");
        Until(strict, () => _context.Log.Any(line => line.Contains("certificate", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(0, strict.SentCount);
    }

    [Fact]
    public void ActingAllocatesNothing()
    {
        using var actuator = Actuator("\"broker\": \"mqtt://localhost:1\"");
        var decision = TestContext.Decision(1, true);
        actuator.Act(decision);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 2000; i++)
        {
            actuator.Act(decision);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string[] Configs(Mosquitto broker) =>
        [.. broker.Messages.Select(m => m.Topic).Where(t => t.EndsWith("/config", StringComparison.Ordinal))];

    private static HashSet<long> Sequences(Mosquitto broker) =>
        [.. broker.Messages.Where(m => m.Topic.StartsWith("edge/p/", StringComparison.Ordinal)).Select(m => JsonDocument.Parse(m.Payload).RootElement.GetProperty("sequence").GetInt64())];

    private static void Act(IActuator actuator, long sequence, int classIndex = 1) =>
        actuator.Act(TestContext.Decision(classIndex, true) with { Sequence = sequence });

    /// <summary>Turns the pipeline's loop, as its thread would, until something is so.</summary>
    private static void Until(IActuator? actuator, Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(
        () =>
        {
            actuator?.Maintain(System.Diagnostics.Stopwatch.GetTimestamp());
            Thread.Sleep(5);
            return isSo();
        },
        TimeSpan.FromSeconds(30)));

    private IActuator Actuator(string members)
    {
        var settings = _context.Settings($$"""{ "kind": "mqtt", {{members}} }""");
        var context = _context.Device with { Clock = MonotonicClock.System, StateDirectory = _folder };
        var actuator = DeviceFactory.CreateActuator(settings, context)!;
        Assert.Empty(_context.Mistakes);
        return actuator;
    }
}
