namespace EdgeRuntime.Host.Tests;

public sealed class ConfigMistakeTests(Workbench bench) : IClassFixture<Workbench>
{
    public static TheoryData<string, string, string> Mistakes { get; } = new()
    {
        { "\"name\": \"tiny\",", "", "$.name: found nothing" },
        { "\"name\": \"tiny\"", "\"name\": 5", "$.name: found 5; expected text" },
        { "\"name\"", "\"nmae\"", "$.nmae: found an unknown member; expected one of name, realtime, rule, decision, model, preprocess, sensor, overrun, deadlineMs, gaps, trigger, actuators, samples; did you mean 'name'?" },
        { "tiny.edge", "tinny.edge", "$.model.file: found 'tinny.edge'" },
        { "tiny.edge", "ramp.csv", "$.model.file: found 'ramp.csv'" },
        { "\"model\": {", "\"model\": { \"threads\": 65,", "$.model.threads: found 65; expected a whole number from 1 to 64" },
        { "\"model\": {", "\"model\": { \"thread\": 1,", "$.model.thread: found an unknown member; expected one of name, file, threads; did you mean 'threads'?" },
        { "\"replay\"", "\"reply\"", "$.sensor.kind: found \"reply\"; expected one of replay, synthetic, mpu6050, lsm6ds, bme280, ina219, ads1115, vl53l0x, mcp3008, gpio, iio, dht11, dht22, microphone, camera, joined; did you mean 'replay'?" },
        { "ramp.csv", "none.csv", "$.sensor.file: found" },
        { "\"sampleRateHz\": 1000, ", "", "$.sensor.sampleRateHz: found nothing" },
        { "\"speed\": 0", "\"speed\": -1", "$.sensor.speed: found -1; expected a number from 0 to 1000" },
        { "\"speed\": 0", "\"columns\": [\"y\"]", "there is no column 'y'; columns: x" },
        { "\"speed\"", "\"sped\"", "$.sensor.sped: found an unknown member" },
        { "\"replay\", \"file\": \"ramp.csv\", \"sampleRateHz\": 1000, \"speed\": 0", "\"joined\", \"sampleRateHz\": 50, \"of\": [{ \"kind\": \"bme820\" }]", "$.sensor.of[0].kind: found \"bme820\"; expected one of" },
        { "\"replay\", \"file\": \"ramp.csv\", \"sampleRateHz\": 1000, \"speed\": 0", "\"joined\", \"sampleRateHz\": 50", "$.sensor.of: found nothing; expected a list of objects" },
        { "\"speed\"", "\"stuckAfterMs\": 50, \"speed\"", "$.sensor.stuckAfterMs: found an unknown member" },
        { "\"replay\", \"file\": \"ramp.csv\"", "\"mpu6050\", \"stuckAfterMs\": 0", "$.sensor.stuckAfterMs: found 0; expected a number from 1 to 60000" },
        { "\"samples\"", "\"sample\"", "$.trigger.kind: found \"sample\"; expected one of samples, timer, level, model, gpio, mqtt; did you mean 'samples'?" },
        { "\"hop\": 4", "\"hop\": 0", "$.trigger.hop: found 0" },
        { "\"hop\": 4", "\"hop\": 1.5", "$.trigger.hop: found 1.5; expected a whole number" },
        { "\"hop\": 4", "\"framesAfter\": 5", "$.trigger.framesAfter: found 5; expected a whole number from 0 to 4" },
        { "\"samples\", \"hop\": 4", "\"gpio\"", "$.trigger.pin: found nothing; expected a whole number from 0 to 1023" },
        { "\"samples\", \"hop\": 4", "\"gpio\", \"pin\": \"17\"", "$.trigger.pin: found \"17\"" },
        { "\"samples\", \"hop\": 4", "\"gpio\", \"pin\": 17, \"edge\": \"raising\"", "$.trigger.edge: found \"raising\"; expected one of rising, falling, both; did you mean 'rising'?" },
        { "\"samples\", \"hop\": 4", "\"timer\", \"period\": 5", "$.trigger.period: found an unknown member; expected one of framesAfter, kind, periodMs" },
        { "\"samples\", \"hop\": 4", "\"timer\", \"periodMs\": 0", "$.trigger.periodMs: found 0; expected a number from 0.1 to 86400000" },
        { "\"trigger\"", "\"deadlineMs\": -1, \"trigger\"", "$.deadlineMs: found -1; expected a number from 0 to 86400000" },
        { "\"trigger\"", "\"realtime\": { \"priority\": 99 }, \"trigger\"", "$.realtime.priority: found 99; expected a whole number from 0 to 98" },
        { "\"trigger\"", "\"realtime\": { \"cpus\": 3 }, \"trigger\"", "$.realtime.cpus: found 3; expected a list of processors, each from 0 to 1023" },
        { "\"trigger\"", "\"realtime\": { \"cpus\": [1024] }, \"trigger\"", "$.realtime.cpus: found [1024]" },
        { "\"trigger\"", "\"realtime\": { \"lockMemory\": 1 }, \"trigger\"", "$.realtime.lockMemory: found 1; expected true or false" },
        { "\"trigger\"", "\"realtime\": { \"wakeLatencyUs\": -2 }, \"trigger\"", "$.realtime.wakeLatencyUs: found -2; expected a whole number from -1 to 1000000" },
        { "\"trigger\"", "\"realtime\": { \"cpu\": [1] }, \"trigger\"", "$.realtime.cpu: found an unknown member; expected one of priority, cpus, lockMemory, wakeLatencyUs; did you mean 'cpus'?" },
        { "\"trigger\"", "\"overrun\": { \"policy\": \"skipLast\" }, \"trigger\"", "$.overrun.policy: found \"skipLast\"; expected one of skipNewest, skipOldest, previousAnswer, smallerModel" },
        { "\"trigger\"", "\"overrun\": { \"policy\": \"smallerModel\" }, \"trigger\"", "$.overrun.file: found nothing" },
        { "\"trigger\"", "\"overrun\": { \"policy\": \"smallerModel\", \"file\": \"ramp.csv\" }, \"trigger\"", "$.overrun.file: found 'ramp.csv'" },
        { "\"argmax\"", "\"argmx\"", "$.decision.mode: found \"argmx\"; expected one of argmax, perClass; did you mean 'argmax'?" },
        { "\"threshold\"", "\"reject\": \"e\", \"threshold\"", "$.decision.reject: found \"e\"; expected one of a, b, c, d" },
        { "\"argmax\"", "\"perClass\", \"reject\": \"a\"", "$.decision.reject: found a class; expected none with mode perClass" },
        { "\"threshold\"", "\"treshold\"", "$.decision.treshold: found an unknown member; expected one of baseline, score, ignore, smoothing, mode, threshold, hysteresis, margin, refractoryMs, debounce, reject; did you mean 'threshold'?" },
        { "\"hysteresis\": 0.1", "\"hysteresis\": -0.1", "$.decision.hysteresis: found -0.1" },
        { "\"hysteresis\": 0.1", "\"smoothing\": { \"kind\": \"median\" }", "$.decision.smoothing.kind: found \"median\"; expected one of none, mean, vote" },
        { "\"hysteresis\": 0.1", "\"smoothing\": { \"kind\": \"mean\", \"inferences\": 0 }", "$.decision.smoothing.inferences: found 0; expected a whole number from 1 to 1000" },
        { "\"hysteresis\": 0.1", "\"smoothing\": { \"windows\": 5 }", "$.decision.smoothing.windows: found an unknown member; expected one of kind, inferences" },
        { "\"hysteresis\": 0.1", "\"margin\": -1", "$.decision.margin: found -1" },
        { "\"argmax\"", "\"perClass\", \"margin\": 0.1", "$.decision.margin: found a margin; expected none with mode perClass" },
        { "\"hysteresis\": 0.1", "\"refractoryMs\": \"long\"", "$.decision.refractoryMs: found \"long\"" },
        { "\"hysteresis\": 0.1", "\"debounce\": 0", "$.decision.debounce: found 0; expected a whole number from 1 to 10000" },
        { "\"hysteresis\": 0.1", "\"ignore\": [\"e\"]", "$.decision.ignore[0]: found \"e\"; expected one of a, b, c, d" },
        { "{ \"kind\": \"log\" }", "{ \"kind\": \"logg\" }", "$.actuators[0].kind: found \"logg\"; expected one of log, jsonLines, gpio, relay, pwm, command, webhook, mqtt; did you mean 'log'?" },
        { "{ \"kind\": \"log\" }", "{ \"kind\": \"log\", \"labels\": [\"z\"] }", "$.actuators[0].labels[0]: found \"z\"" },
        { "{ \"kind\": \"log\" }", "{ \"kind\": \"log\", \"when\": \"always\" }", "$.actuators[0].when: found \"always\"; expected one of change, every" },
        { "{ \"kind\": \"log\" }", "{ \"kind\": \"gpio\", \"pin\": 1024 }", "$.actuators[0].pin: found 1024" },
        { "{ \"kind\": \"log\" }", "\"log\"", "$.actuators[0]: found \"log\"; expected an object" },
        { "\"decision\": {", "\"decision\": 7, \"x\": {", "$.decision: found 7; expected an object" },
        { "\"trigger\"", "\"triger\"", "$.trigger: found nothing; expected an object" },
        { "\"threshold\": 0.5,", "\"threshold\": 0.5", "$: found a syntax error in line 6" },
        { "\"threshold\": 0.5", "\"threshold\": 0.5, \"threshold\": 0.6", "$.decision.threshold: found the member a second time" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRefusedWithItsPathAndWhatIsAllowed(string replaced, string by, string expected)
    {
        Assert.Contains(replaced, Workbench.Pipeline);
        var file = bench.PathOf("mistake.json.txt");
        File.WriteAllText(file, Workbench.Pipeline.Replace(replaced, by));
        var (code, output, error) = Workbench.Program("check", "--config", file);
        Assert.Contains(expected, error);
        Assert.Equal(78, code);
        Assert.Empty(output);
    }

    [Fact]
    public void EveryMistakeIsReportedAtOnce()
    {
        var file = bench.PathOf("many.json.txt");
        File.WriteAllText(file, Workbench.Pipeline.Replace("\"hop\"", "\"hope\"").Replace("tiny.edge", "x").Replace("argmax", "max"));
        var (_, _, error) = Workbench.Program("check", "--config", file);
        Assert.All(["$.model.file", "$.trigger.hope", "$.decision.mode"], path => Assert.Contains(path, error));
    }

    [Fact]
    public void TwoPipelinesOfOneNameAreRefused()
    {
        File.WriteAllText(bench.PathOf("tiny2.json"), Workbench.Pipeline);
        var (code, _, error) = Workbench.Program("check", "--config", bench.Folder);
        File.Delete(bench.PathOf("tiny2.json"));
        Assert.Equal(78, code);
        Assert.Contains("$.name: found 'tiny', which another file has", error);
    }
}
