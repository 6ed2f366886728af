using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class BaselineFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("baseline").FullName;

    private string File => Path.Combine(_folder, "line.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatWasLearnedIsKeptAcrossARestart()
    {
        var learned = Learned();
        new BaselineFile(File, learned, "hash", ["anomaly"]).Dispose();
        var restored = Opened("hash", "anomaly");
        Assert.True(restored.IsLearned);
        Assert.Equal(learned.Snapshot().Means, restored.Snapshot().Means);
        Assert.Equal(learned.Snapshot().Deviations[0], restored.Snapshot().Deviations[0], 1e-12);
    }

    [Theory]
    [InlineData("other", "anomaly")]
    [InlineData("hash", "error")]
    public void WhatAnotherModelLearnedIsLearnedAnew(string model, string label)
    {
        new BaselineFile(File, Learned(), "hash", ["anomaly"]).Dispose();
        Assert.False(Opened(model, label).IsLearned);
    }

    [Fact]
    public void EveryDamagedFileIsLearnedAnew()
    {
        new BaselineFile(File, Learned(), "hash", ["anomaly"]).Dispose();
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.False(Opened("hash", "anomaly").IsLearned);
        }
    }

    [Fact]
    public void NothingIsWrittenBeforeItIsLearned()
    {
        new BaselineFile(File, new AnomalyBaseline(new BaselineSettings(2), 1), "hash", ["anomaly"]).Dispose();
        Assert.False(System.IO.File.Exists(File));
    }

    private static AnomalyBaseline Learned()
    {
        var baseline = new AnomalyBaseline(new BaselineSettings(2), 1);
        baseline.Apply([1]);
        baseline.Apply([4]);
        return baseline;
    }

    private AnomalyBaseline Opened(string model, string label)
    {
        var baseline = new AnomalyBaseline(new BaselineSettings(2), 1);
        using var file = new BaselineFile(File, baseline, model, [label]);
        return baseline;
    }
}
