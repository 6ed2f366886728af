using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host.Tests;

public sealed class ModelStoreTests : IDisposable
{
    private readonly Workbench _bench = new();
    private readonly ModelStore _store;

    public ModelStoreTests() => _store = new ModelStore(_bench.PathOf("store"));

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void AModelIsStoredUnderItsHashAndFoundByANameAndByTheHashsBeginning()
    {
        var hash = Install("one");
        Assert.Equal(hash, Install("one"));
        Assert.Equal([hash], _store.Hashes());
        Assert.Equal(hash, _store.Complete(hash[..5]));
        Assert.Throws<FileNotFoundException>(() => _store.Complete("zz"));
        _store.Activate("words", hash);
        Assert.Equal(new ModelPointer(hash, null, null, 3), _store.Find("words"));
        Assert.Equal(["words"], _store.Names());
        using var model = ModelFile.Open(_store.PathOf(hash));
        Assert.Equal("one", model.Contract.Name);
    }

    [Fact]
    public void ADamagedModelIsNotStored()
    {
        var file = TinyModel.Write(_bench.Folder);
        var bytes = File.ReadAllBytes(file);
        bytes[^5] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Throws<ModelFormatException>(() => _store.Install(file));
        Assert.Empty(_store.Hashes());
    }

    [Fact]
    public async Task TwoProgramsThatChangeAPointerDoNotLoseEachOthersChanges()
    {
        var (one, two) = (Install("one"), Install("two"));
        _store.Activate("words", one);
        _store.Confirm("words", one);
        var other = new ModelStore(_store.Folder);
        var activating = Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                other.Activate("words", i % 2 == 0 ? two : one);
            }

            other.Activate("words", two);
        });
        while (!activating.IsCompleted)
        {
            _store.Confirm("words", one);
            _store.Confirm("words", two);
        }

        await activating;
        Assert.Equal(two, _store.Find("words")!.Active);
        Assert.Empty(Directory.GetFiles(_store.Folder, "*.new"));
    }

    [Fact]
    public void AModelRefusedLateDoesNotTakeANewerOneAway()
    {
        var (one, two, three) = (Install("one"), Install("two"), Install("three"));
        _store.Activate("words", one);
        _store.Activate("words", two);
        _store.Activate("words", three);
        _store.Restore("words", two, one);
        Assert.Equal(three, _store.Find("words")!.Active);
        _store.Restore("words", three, one);
        Assert.Equal(one, _store.Find("words")!.Active);
    }

    [Theory]
    [InlineData("", Architecture.X64, CpuFeatures.None, true)]
    [InlineData("x64", Architecture.X64, CpuFeatures.None, true)]
    [InlineData("x64", Architecture.Arm64, CpuFeatures.AdvSimd, false)]
    [InlineData("x64-v4", Architecture.X64, CpuFeatures.Avx2, true)]
    [InlineData("x64-avx2", Architecture.Arm64, CpuFeatures.AdvSimd, false)]
    [InlineData("zero2w", Architecture.X64, CpuFeatures.Avx2, false)]
    [InlineData("pi4", Architecture.Arm64, CpuFeatures.AdvSimd | CpuFeatures.Dp, true)]
    [InlineData("pi5", Architecture.Arm64, CpuFeatures.AdvSimd, false)]
    [InlineData("pi5", Architecture.Arm64, CpuFeatures.AdvSimd | CpuFeatures.Dp, true)]
    public void AModelIsMeantForItsBoard(string target, Architecture architecture, CpuFeatures features, bool isHere) =>
        Assert.Equal(isHere, ModelTarget.IsHere(target, architecture, features));

    [Fact]
    public void AModelForAnotherBoardIsNotStored()
    {
        var other = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "pi4" : "x64";
        var file = TinyModel.Write(_bench.Folder, contract => contract.Provenance.Target = other);
        Assert.Contains($"packed for {other}", Assert.Throws<ContractException>(() => _store.Install(file)).Message);
        Assert.Empty(_store.Hashes());
        Assert.Equal(ExitCode.BadData, Workbench.Program("model", "install", file, "--store", _store.Folder).Code);
    }

    [Fact]
    public void AModelThatCrashesThreeTimesGivesWayToTheLastGoodOne()
    {
        var (good, bad) = (Install("good"), Install("bad"));
        _store.Activate("words", good);
        _store.Confirm("words", good);
        _store.Activate("words", bad);
        for (var start = 0; start < 3; start++)
        {
            Assert.Equal(bad, _store.ToStart("words").Active);
            _store.CountStart("words");
        }

        Assert.Equal(good, _store.ToStart("words").Active);
        _store.CountStart("words");
        Assert.Equal(new ModelPointer(good, good, null, 3), _store.Find("words"));
    }

    [Fact]
    public void AFirstModelHasNothingToGiveWayTo()
    {
        var only = Install("only");
        _store.Activate("words", only);
        for (var start = 0; start < 5; start++)
        {
            Assert.Equal(only, _store.ToStart("words").Active);
            _store.CountStart("words");
        }

        Assert.Null(_store.Rollback("words"));
    }

    [Fact]
    public void RollbackGoesToTheGoodModelAndFromThereToTheOneBefore()
    {
        var (one, two, three) = (Install("one"), Install("two"), Install("three"));
        foreach (var hash in new[] { one, two })
        {
            _store.Activate("words", hash);
            _store.Confirm("words", hash);
        }

        _store.Activate("words", three);
        Assert.Equal(two, _store.Rollback("words"));
        Assert.Equal(one, _store.Rollback("words"));
        Assert.Null(_store.Rollback("words"));
        Assert.Throws<FileNotFoundException>(() => _store.Rollback("nothing"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "active": "../../etc/passwd", "good": null, "previous": null, "startsLeft": 3 }""")]
    public void ADamagedPointerSaysWhatToDo(string content)
    {
        Install("one");
        File.WriteAllText(_store.PointerPathOf("words"), content);
        Assert.Contains("activate the model again", Assert.Throws<IOException>(() => _store.Find("words")).Message);
    }

    [Fact]
    public void TheVerbsInstallListActivateAndRollBack()
    {
        var file = TinyModel.Write(_bench.Folder, contract => contract.Name = "first");
        var first = Program("install", file, "--activate", "words").Trim();
        var second = Program("install", TinyModel.Write(_bench.Folder, contract => contract.Name = "second")).Trim();
        _store.Confirm("words", first);
        Assert.Equal(second, Program("activate", "words", "--model", second[..8]).Trim());
        var list = Program("list");
        Assert.Contains($"{second[..12]}", list);
        Assert.Contains("words (active, not proved yet, 3 starts left)", list);
        Assert.Contains("words (last good)", list);
        Assert.Contains($"\"active\": \"{second}\"", Program("list", "--json"));
        Assert.Equal(first, Program("rollback", "words").Trim());
        Assert.Equal(ExitCode.No, Workbench.Program("model", "rollback", "words", "--store", _store.Folder).Code);
        Assert.Equal(ExitCode.Usage, Workbench.Program("model", "activate", "../x", "--model", first, "--store", _store.Folder).Code);
        Assert.Contains("model install", Workbench.Program("model", "instal").Error);
    }

    private string Program(string action, params string[] words)
    {
        var (code, output, error) = Workbench.Program(["model", action, .. words, "--store", _store.Folder]);
        Assert.True(code == ExitCode.Done, error);
        return output;
    }

    private string Install(string name) => _store.Install(TinyModel.Write(_bench.Folder, contract => contract.Name = name));
}
