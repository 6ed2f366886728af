namespace EdgeRuntime.Host.Tests;

public class ServiceManagerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendsWhatSystemdExpects(bool isAbstract)
    {
        using var systemd = new NotifySocket(isAbstract);
        using var manager = new ServiceManager(systemd.Path, "5000000");
        manager.Ready("2 pipelines");
        manager.Ping();
        manager.Stopping();
        Assert.Equal(["READY=1\nSTATUS=2 pipelines", "WATCHDOG=1", "STOPPING=1"], systemd.Received());
        Assert.Equal(TimeSpan.FromSeconds(5), manager.WatchdogTimeout);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("soon")]
    public void WithoutSystemdNothingIsSentAndNothingFails(string? watchdog)
    {
        using var manager = new ServiceManager(null, watchdog);
        manager.Ready("");
        manager.Ping();
        Assert.Null(manager.WatchdogTimeout);
    }

    [Fact]
    public void ASocketThatWentAwayIsNoFault()
    {
        var systemd = new NotifySocket();
        using var manager = new ServiceManager(systemd.Path, null);
        systemd.Dispose();
        manager.Ping();
    }
}
