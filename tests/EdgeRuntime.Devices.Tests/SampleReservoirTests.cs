using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class SampleReservoirTests : IDisposable
{
    private const int Frames = 8, Channels = 3, FileBytes = 128 + (Frames * Channels * sizeof(float));

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("samples").FullName, "kept");
    private readonly List<string> _warnings = [];

    private string[] Names => [.. Directory.GetFiles(_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void TheHardestWindowOfAnIntervalIsKeptAsAnArray()
    {
        using var reservoir = Open(maxFiles: 3);
        reservoir.Offer(Window(1), 0.25);
        reservoir.Offer(Window(2), 0.75);
        reservoir.Offer(Window(3), 0.5);
        reservoir.Store();
        Assert.Equal(["749999-00000001.npy"], Names);
        var recording = Recording.Load(Path.Combine(_folder, Names[0]), null);
        Assert.Equal((Channels, Frames), (recording.Channels, recording.FrameCount));
        Assert.Equal(Window(2), recording.Frames);
        reservoir.Store();
        Assert.Single(Names);
    }

    [Fact]
    public void HarderOnesTakeThePlaceOfEasierOnesWithinTheBytes()
    {
        using var reservoir = Open(maxFiles: 2);
        foreach (var hardness in new[] { 0.3, 0.1, 0.2, 0.05, 0.9, 0.3 })
        {
            reservoir.Offer(Window(1), hardness);
            reservoir.Store();
            Assert.InRange(Directory.GetFiles(_folder).Sum(f => new FileInfo(f).Length), 1, 2 * FileBytes);
        }

        Assert.Equal(["299999-00000001.npy", "899999-00000005.npy"], Names);
        Assert.Equal(4, reservoir.StoredCount);
    }

    [Fact]
    public void ALaterServiceGoesOnWithWhatIsThere()
    {
        using (var first = Open(maxFiles: 2))
        {
            first.Offer(Window(1), 0.5);
        }

        Assert.Equal(["499999-00000001.npy"], Names);
        File.WriteAllText(Path.Combine(_folder, "mine.npy"), "not a sample");
        using var second = Open(maxFiles: 2);
        second.Offer(Window(2), 0.6);
        second.Store();
        Assert.Equal(["499999-00000001.npy", "599999-00000002.npy", "mine.npy"], Names);
    }

    [Fact]
    public void AFolderThatCannotBeUsedIsSaidOnce()
    {
        using var reservoir = Open(maxFiles: 2);
        File.WriteAllText(_folder, "a file");
        for (var i = 0; i < 3; i++)
        {
            reservoir.Offer(Window(1), 0.5);
            reservoir.Store();
        }

        Assert.Contains("hard samples cannot be kept", Assert.Single(_warnings));
    }

    [Fact]
    public void OfferingAllocatesNothing()
    {
        using var reservoir = Open(maxFiles: 2);
        var window = Window(1);
        reservoir.Offer(window, 0.1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            reservoir.Offer(window, 0.2 + (i * 1e-4));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Window(int first) => [.. Enumerable.Range(first, Frames * Channels).Select(i => (float)i)];

    private SampleReservoir Open(int maxFiles) =>
        new(new SampleReservoirSettings(_folder, maxFiles * FileBytes, TimeSpan.Zero), Frames, Channels, _warnings.Add);
}
