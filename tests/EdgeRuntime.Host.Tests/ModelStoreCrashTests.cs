using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host.Tests;

/// <summary>
/// The power goes before every step of everything that the store does, and the medium loses what it may: the service must start with the
/// model before or the model after, and doing again what may be done again must end where it would have ended.
/// </summary>
public sealed class ModelStoreCrashTests : IDisposable
{
    private readonly Workbench _bench = new();
    private string _young = "";

    public static TheoryData<string> Actions => ["install", "activate", "install and activate", "confirm", "roll back", "count a start", "restore"];

    private string Folder => _bench.PathOf("store");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Actions))]
    public void ThereIsNoStateThatDoesNotStart(string action)
    {
        var file = TinyModel.Write(_bench.Folder, contract => contract.Name = "new");
        var steps = Prepare(action, file, out var before).Steps;
        Act(action, file, medium: null);
        var after = Snapshot();
        Assert.InRange(steps, action == "install and activate" ? 10 : 5, 40);

        for (var point = 0; point < steps; point++)
        {
            foreach (var cut in PowerCut.All)
            {
                Fill(before);
                var medium = new CrashingMedium(point).Begin(Folder);
                Assert.Throws<PowerCutException>(() => Act(action, file, medium));
                medium.Restore(Folder, cut);
                var where = $"{action}, before step {point} of {steps}, {cut.Name}";
                AssertStarts(where, before, after);
                if (action is not ("roll back" or "count a start"))
                {
                    Act(action, file, medium: null);
                    Assert.True(Same(Snapshot(), after), $"{where}: doing it again ends elsewhere");
                }
            }
        }
    }

    [Fact]
    public void WithoutAFlushItWouldNotHold()
    {
        var broken = 0;
        foreach (var cut in PowerCut.All)
        {
            _ = Prepare("activate", TinyModel.Write(_bench.Folder), out _);
            var (medium, pointer) = (new CrashingMedium().Begin(Folder), Path.Combine(Folder, "words.json"));
            medium.Write(pointer + ".new", File.ReadAllBytes(pointer));
            medium.Replace(pointer + ".new", pointer);
            medium.Restore(Folder, cut);
            broken += Record.Exception(() => new ModelStore(Folder).ToStart("words")) is IOException ? 1 : 0;
        }

        Assert.Equal(3, broken);
    }

    /// <summary>A store with a good model, and another one that is active but not proved.</summary>
    private CrashingMedium Prepare(string action, string file, out Dictionary<string, byte[]> before)
    {
        Fill([]);
        var store = new ModelStore(Folder);
        foreach (var name in new[] { "oldest", "good", "young" })
        {
            var hash = store.Install(TinyModel.Write(_bench.Folder, contract => contract.Name = name));
            store.Activate("words", hash);
            _young = hash;
            if (name != "young")
            {
                store.Confirm("words", hash);
            }
        }

        _ = TinyModel.Write(_bench.Folder, contract => contract.Name = "new");
        if (action == "activate")
        {
            _ = store.Install(file);
        }

        before = Snapshot();
        var medium = new CrashingMedium().Begin(Folder);
        Act(action, file, medium);
        Fill(before);
        return medium;
    }

    private void Act(string action, string file, Medium? medium)
    {
        var store = new ModelStore(Folder, medium);
        switch (action)
        {
            case "install":
                store.Install(file);
                break;
            case "activate" or "install and activate":
                store.Activate("words", store.Install(file));
                break;
            case "confirm":
                store.Confirm("words", store.Find("words")!.Active);
                break;
            case "roll back":
                store.Rollback("words");
                break;
            case "count a start":
                store.CountStart("words");
                break;
            default:
                store.Restore("words", _young, store.Find("words")!.Good!);
                break;
        }
    }

    private void AssertStarts(string where, Dictionary<string, byte[]> before, Dictionary<string, byte[]> after)
    {
        var store = new ModelStore(Folder);
        var pointer = File.ReadAllBytes(store.PointerPathOf("words"));
        Assert.True(
            new[] { before, after }.Any(state => state[store.PointerPathOf("words")].AsSpan().SequenceEqual(pointer)), $"{where}: another pointer");
        foreach (var hash in new[] { store.ToStart("words").Active, store.Find("words")!.Good! })
        {
            var failure = Record.Exception(() => ProvedModel.Load(store.PathOf(hash), threads: 1).Dispose());
            Assert.True(failure is null, $"{where}: {failure?.Message}");
        }
    }

    private Dictionary<string, byte[]> Snapshot() =>
        Directory.GetFiles(Folder).Where(path => !path.EndsWith(".new", StringComparison.Ordinal)).ToDictionary(path => path, File.ReadAllBytes);

    private void Fill(Dictionary<string, byte[]> state)
    {
        _ = Directory.CreateDirectory(Folder);
        Array.ForEach(Directory.GetFiles(Folder), File.Delete);
        foreach (var (path, bytes) in state)
        {
            File.WriteAllBytes(path, bytes);
        }
    }

    private static bool Same(Dictionary<string, byte[]> a, Dictionary<string, byte[]> b) =>
        a.Count == b.Count && a.All(entry => b.TryGetValue(entry.Key, out var bytes) && bytes.AsSpan().SequenceEqual(entry.Value));
}
