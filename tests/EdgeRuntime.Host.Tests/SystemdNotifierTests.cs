namespace EdgeRuntime.Host.Tests;

public class SystemdNotifierTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendsWhatSystemdExpects(bool isAbstract)
    {
        using var systemd = new NotifySocket(isAbstract);
        using var notifier = new SystemdNotifier(systemd.Path, "5000000");
        notifier.Ready("2 pipelines");
        notifier.Ping();
        notifier.Stopping();
        Assert.Equal(["READY=1\nSTATUS=2 pipelines", "WATCHDOG=1", "STOPPING=1"], systemd.Received());
        Assert.Equal(TimeSpan.FromSeconds(5), notifier.WatchdogTimeout);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("soon")]
    public void WithoutSystemdNothingIsSentAndNothingFails(string? watchdog)
    {
        using var notifier = new SystemdNotifier(null, watchdog);
        notifier.Ready("");
        notifier.Ping();
        Assert.Null(notifier.WatchdogTimeout);
    }

    [Fact]
    public void ASocketThatWentAwayIsNoFault()
    {
        var systemd = new NotifySocket();
        using var notifier = new SystemdNotifier(systemd.Path, null);
        systemd.Dispose();
        notifier.Ping();
    }
}
