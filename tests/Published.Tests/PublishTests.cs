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

    /// <summary>
    /// Larger than this is a cost to find out about; smaller is a gain to write down here. A third of it is what TLS for brokers and
    /// webhooks takes (a small arm64 program: 1.92 MB with plain sockets, 6.22 MB with TLS).
    /// </summary>
    [PublishedTheory]
    [InlineData("linux-x64", 12.0, 14.0)]
    [InlineData("linux-arm64", 12.0, 14.0)]
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
