namespace EdgeRuntime.Host.Tests;

public sealed class ManyMistakesTests(Workbench bench) : IClassFixture<Workbench>
{
    private const string Pipeline = """
        {
          "nmae": "x",
          "model": { "file": "none.edge", "threads": 0, "thread": 1 },
          "sensor": { "kind": "synthetic", "channels": 0, "sampleRateHz": -1, "noise": "loud", "rate": 3 },
          "realtime": { "priority": 99, "cpus": 3, "lockMemory": 1, "cpu": 2 },
          "overrun": { "policy": "skipLast", "fill": 1 },
          "deadlineMs": -1,
          "trigger": { "kind": "mqtt", "broker": "http://broker", "topic": "a/#/b", "qos": 1, "framesAfter": -1 },
          "decision": {
            "mode": "argmx", "treshold": 0.5, "threshold": "high", "hysteresis": -0.1, "margin": -1, "refractoryMs": "long", "debounce": 0,
            "smoothing": { "kind": "median", "inferences": 0, "windows": 5 }
          },
          "actuators": [
            { "kind": "logg" },
            { "kind": "log", "when": "always", "label": ["a"] },
            { "kind": "gpio", "pin": 1024, "activeLow": "yes", "chp": "x" },
            { "kind": "relay", "pin": -1, "minOnMs": -5, "pulseMs": "short", "safeState": "of", "pulse": 1 },
            { "kind": "pwm", "frequencyHz": 0, "duty": 2, "idleDuty": -1, "fromScore": "yes", "freq": 1 },
            { "kind": "command", "command": ["/bin/sh", "{lable}", "x{label}"], "timeoutMs": 1, "maxRunning": 0 },
            { "kind": "webhook", "url": "ftp://x", "timeoutMs": 1, "spool": { "maxKilobytes": 1, "folder": 3, "size": 1 }, "uri": 1 },
            { "kind": "mqtt", "broker": "mqt://x", "topic": "a/{lable}", "qos": 2, "retain": "no", "keepAliveSeconds": 0, "version": "4",
              "passwordFile": "x", "homeAssistant": "on", "caFile": "none.pem", "broke": 1 }
          ]
        }
        """;

    private static readonly string[] Paths =
    [
        "$.name", "$.nmae", "$.model.file", "$.model.threads", "$.model.thread", "$.sensor.channels", "$.sensor.sampleRateHz", "$.sensor.noise",
        "$.sensor.rate", "$.realtime.priority", "$.realtime.cpus", "$.realtime.lockMemory", "$.realtime.cpu", "$.overrun.policy", "$.overrun.fill",
        "$.deadlineMs", "$.trigger.broker", "$.trigger.topic", "$.trigger.qos", "$.trigger.framesAfter", "$.decision.mode", "$.decision.treshold",
        "$.decision.threshold", "$.decision.hysteresis", "$.decision.margin", "$.decision.refractoryMs", "$.decision.debounce",
        "$.decision.smoothing.kind", "$.decision.smoothing.inferences", "$.decision.smoothing.windows", "$.actuators[0].kind", "$.actuators[1].when",
        "$.actuators[1].label", "$.actuators[2].pin", "$.actuators[2].activeLow", "$.actuators[2].chp", "$.actuators[3].pin", "$.actuators[3].minOnMs",
        "$.actuators[3].pulseMs", "$.actuators[3].safeState", "$.actuators[3].pulse", "$.actuators[4].frequencyHz", "$.actuators[4].channel",
        "$.actuators[4].duty", "$.actuators[4].idleDuty", "$.actuators[4].fromScore", "$.actuators[4].freq", "$.actuators[5].command[1]",
        "$.actuators[5].command[2]", "$.actuators[5].timeoutMs", "$.actuators[5].maxRunning", "$.actuators[6].url", "$.actuators[6].timeoutMs",
        "$.actuators[6].spool.maxKilobytes", "$.actuators[6].spool.folder", "$.actuators[6].spool.size", "$.actuators[6].uri",
        "$.actuators[7].broker", "$.actuators[7].topic", "$.actuators[7].qos", "$.actuators[7].retain", "$.actuators[7].keepAliveSeconds",
        "$.actuators[7].version", "$.actuators[7].user", "$.actuators[7].homeAssistant", "$.actuators[7].caFile", "$.actuators[7].broke",
    ];

    [Fact]
    public void EveryOneOfManyDifferentMistakesIsReportedAtOnce()
    {
        var file = bench.PathOf("many-mistakes.json.txt");
        File.WriteAllText(file, Pipeline);
        var (code, _, error) = Workbench.Program("check", "--config", file);
        Assert.Equal(78, code);
        Assert.True(Paths.Length >= 50);
        Assert.DoesNotContain(Paths, path => !error.Contains($"{path}: found ", StringComparison.Ordinal));
        Assert.Contains("did you mean 'off'?", error);
        Assert.Contains("did you mean 'mqtt'?", error);
        Assert.Contains("did you mean '{label}'?", error);
    }
}
