using EdgeRuntime.Devices;
using EdgeRuntime.Model;
using Serilog;

namespace EdgeRuntime.Host.Tests;

public sealed class StoredModelTests : IDisposable
{
    private static readonly float[] Window = [0, 0.9f, 0.1f, 0];

    private readonly Workbench _bench = new();
    private readonly ModelStore _store;
    private readonly ListSink _sink = new();
    private readonly Serilog.Core.Logger _log;
    private readonly Time _time = new();
    private readonly string _first;

    public StoredModelTests()
    {
        _store = new ModelStore(_bench.PathOf("store"));
        _log = new LoggerConfiguration().WriteTo.Sink(_sink).CreateLogger();
        _first = Install("first");
        _store.Activate("words", _first);
        _store.Confirm("words", _first);
    }

    public void Dispose()
    {
        _log.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public void ANewModelTakesOverBetweenTwoTriggersAndIsGoodAfterAWhile()
    {
        using var model = Open(shadowInferences: 2);
        var second = Install("second");
        _store.Activate("words", second);
        model.Advance(_log);
        Assert.Equal("first", model.Current.Interpreter.Model.Contract.Name);
        for (var i = 0; i < 2; i++)
        {
            Score(model);
            model.Observe(Window);
        }

        model.Advance(_log);
        Assert.Equal("second", model.Current.Interpreter.Model.Contract.Name);
        Assert.Contains(_sink.Lines, line => line.Contains("took over") && line.Contains("agreed on 2 of 2 windows"));
        Assert.True(model.IsBusy);
        _time.Now += TimeSpan.FromSeconds(11);
        model.Advance(_log);
        Assert.Equal(new ModelPointer(second, second, _first, 3), _store.Find("words"));
        Assert.False(model.IsBusy);
    }

    [Fact]
    public void ADamagedModelIsRefusedAndTheNameGoesBack()
    {
        using var model = Open(shadowInferences: 0);
        var second = Install("second");
        var bytes = File.ReadAllBytes(_store.PathOf(second));
        File.WriteAllBytes(_store.PathOf(second), bytes[..^7]);
        _store.Activate("words", second);
        model.Advance(_log);
        Assert.Contains(_sink.Lines, line => line.Contains("is refused") && line.Contains("goes on"));
        Assert.Equal(_first, _store.Find("words")!.Active);
        Score(model);
        Assert.Equal("first", model.Current.Interpreter.Model.Contract.Name);
    }

    [Fact]
    public void AModelOfOtherClassesIsRefused()
    {
        using var model = Open(shadowInferences: 0);
        _store.Activate("words", Install("other", contract => contract.Labels[0] = "other"));
        model.Advance(_log);
        Assert.Contains(_sink.Lines, line => line.Contains("is refused") && line.Contains("other, b, c, d"));
        Assert.Equal(_first, _store.Find("words")!.Active);
    }

    [Fact]
    public async Task ARunningServiceTakesAModelOverByItself()
    {
        var json = Workbench.Pipeline.Replace("\"file\": \"tiny.edge\"", "\"name\": \"words\", \"store\": \"store\", \"shadowInferences\": 3")
            .Replace("\"speed\": 0", "\"speed\": 1, \"loop\": true");
        _bench.WritePipeline(json);
        using var systemd = new SystemdNotifier(null, null);
        using var stop = new CancellationTokenSource();
        var runners = PipelineFolder.Load(_bench.PathOf("tiny.json"), BoardEnvironment.For(new SilentLog()));
        var service = Task.Run(() => ServiceHost.Run(() => runners, systemd, _log, stop: stop.Token));
        Until(() => runners[0].Counters.Inferences > 3);
        Assert.Equal(ExitCode.Done, Workbench.Program(
            "model", "install", TinyModel.Write(_bench.Folder, contract => contract.Name = "second"), "--activate", "words", "--store", _store.Folder).Code);
        Until(() => _sink.Lines.ToArray().Any(line => line.Contains("took over")));
        var seen = runners[0].Counters.Inferences;
        Until(() => runners[0].Counters.Inferences > seen + 3);
        Assert.Equal(0, runners[0].Counters.Faults);
        await stop.CancelAsync();
        await service.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static void Until(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(holds, 60_000));

    private StoredModel Open(long shadowInferences) =>
        new(_store, "words", new StoredModelSettings(null, 1, shadowInferences, 0.5, TimeSpan.FromSeconds(10)), _time);

    private static void Score(StoredModel model) => model.Score(Window, new float[4]);

    private string Install(string name, Action<ModelContract>? change = null) => _store.Install(TinyModel.Write(_bench.Folder, contract =>
    {
        contract.Name = name;
        change?.Invoke(contract);
    }));

    private sealed class Time : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
