namespace Published.Tests;

/// <summary>The binaries themselves.</summary>
public class PublishTests
{
    private const long MegaByte = 1_000_000;

    [PublishedTheory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public void PublishesWithoutAWarning(string runtime)
    {
        var said = Of(runtime).Result.Output + Of(runtime).Result.Error;
        Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Larger than this is a cost to find out about; smaller is a gain to write down here.</summary>
    [PublishedTheory]
    [InlineData("linux-x64", 6.5, 8.5)]
    [InlineData("linux-arm64", 6.5, 8.5)]
    public void TheBinaryStaysWithinItsWindow(string runtime, double minMegaBytes, double maxMegaBytes)
    {
        var bytes = new FileInfo(Of(runtime).Program).Length;
        Assert.InRange(bytes / (double)MegaByte, minMegaBytes, maxMegaBytes);
    }

    [PublishedTheory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public void TheBinaryIsAllThatIsPublished(string runtime)
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(Of(runtime).Program)!, "*.dll");
        Assert.Empty(files);
    }

    private static Publication Of(string runtime) => (runtime == "linux-x64" ? Publication.ServiceX64 : Publication.ServiceArm64).Value;
}
