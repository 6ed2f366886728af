using System.Runtime.Versioning;
using System.Text.Json;

namespace EdgeRuntime.Host.Tests;

/// <summary>The doctor on systems made of files.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DoctorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("board").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void ThereAreManyChecksAndEachHasItsOwnName()
    {
        Assert.InRange(DoctorCommand.Checks.Count, 25, 100);
        Assert.Equal(DoctorCommand.Checks.Select(c => c.Name).Distinct(), DoctorCommand.Checks.Select(c => c.Name));
    }

    [Fact]
    public void AnEmptySystemIsNoReasonToStop()
    {
        var findings = Examine(out var code);
        Assert.Equal(DoctorCommand.Checks.Count, findings.Count);
        Assert.Equal(1, code);
        Assert.All(findings.Values.Where(f => f.Verdict is "warn" or "BAD"), f => Assert.False(string.IsNullOrWhiteSpace(f.Fix)));
    }

    [Theory]
    [InlineData("proc/sys/kernel/osrelease", "5.4.0-rpi", "kernel", "BAD")]
    [InlineData("proc/sys/kernel/osrelease", "6.12.34+rpt-rpi-2712", "kernel", "good")]
    [InlineData("proc/meminfo", "MemAvailable:  32000 kB\nSwapTotal: 102396 kB", "free memory", "warn")]
    [InlineData("proc/meminfo", "MemAvailable: 320000 kB\nSwapTotal: 0 kB", "free memory", "good")]
    [InlineData("proc/meminfo", "SwapTotal: 102396 kB", "swap", "warn")]
    [InlineData("proc/mounts", "/dev/mmcblk0p2 / ext4 ro,noatime 0 0", "root file system", "BAD")]
    [InlineData("proc/mounts", "/dev/mmcblk0p2 / ext4 rw,noatime 0 0", "root file system", "good")]
    [InlineData("sys/class/thermal/thermal_zone0/temp", "85123", "temperature", "BAD")]
    [InlineData("sys/class/thermal/thermal_zone0/temp", "72000", "temperature", "warn")]
    [InlineData("sys/class/thermal/thermal_zone0/temp", "48000", "temperature", "good")]
    [InlineData("sys/devices/platform/soc/soc:firmware/get_throttled", "50005", "power supply", "BAD")]
    [InlineData("sys/devices/platform/soc/soc:firmware/get_throttled", "50000", "power supply", "warn")]
    [InlineData("sys/devices/platform/soc/soc:firmware/get_throttled", "50000", "throttling", "warn")]
    [InlineData("sys/devices/platform/soc/soc:firmware/get_throttled", "0", "throttling", "good")]
    [InlineData("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave", "processor frequency", "warn")]
    [InlineData("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance", "processor frequency", "good")]
    [InlineData("proc/sys/kernel/sched_rt_runtime_us", "100000", "real-time budget", "warn")]
    [InlineData("proc/self/limits", "Max realtime priority     0                    0                    ", "real-time priority", "warn")]
    [InlineData("proc/self/limits", "Max realtime priority     60                   60                   ", "real-time priority", "good")]
    [InlineData("proc/self/limits", "Max locked memory         8388608              8388608              bytes", "locked memory", "warn")]
    [InlineData("proc/self/limits", "Max locked memory         unlimited            unlimited            bytes", "locked memory", "good")]
    [InlineData("run/systemd/timesync/synchronized", "", "clock", "good")]
    [InlineData("etc/group", "root:x:0:\ngpio:x:997:\ni2c:x:998:", "groups of devices", "BAD")]
    [InlineData("etc/group", "gpio:x:997:\ni2c:x:998:\nspi:x:999:\naudio:x:29:\nvideo:x:44:\niio:x:996:\nrealtime:x:995:", "groups of devices", "good")]
    [InlineData("usr/lib/systemd/system/edgeruntime.service", "ExecStart=/usr/lib/edgeruntime/edgeruntime run", "unit's program", "BAD")]
    [InlineData("usr/lib/systemd/system/edgeruntime.service", "", "unit", "good")]
    [InlineData("usr/lib/udev/rules.d/60-edgeruntime.rules", "", "udev rules", "good")]
    [InlineData("dev/i2c-1", "", "I2C bus", "good")]
    [InlineData("etc/edgeruntime/applications/a.json", "{ \"name\": 5 }", "pipelines", "BAD")]
    public void AFindingFollowsFromWhatIsThere(string file, string content, string check, string verdict)
    {
        Put(file, content);
        var finding = Examine(out _)[check];
        Assert.Equal(verdict, finding.Verdict);
        Assert.Equal(verdict == "good", finding.Fix is null);
    }

    [Fact]
    public void ADeviceThatItsGroupMayNotUseIsNamedWithTheCommandThatOpensIt()
    {
        Put("dev/gpiochip0", "");
        var device = Path.Combine(_root, "dev/gpiochip0");
        File.SetUnixFileMode(device, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var finding = Examine(out _)["GPIO rights"];
        Assert.Equal("BAD", finding.Verdict);
        Assert.Contains($"chmod 660 {device}", finding.Fix);
        File.SetUnixFileMode(device, (UnixFileMode)0b110_110_000);
        Assert.Equal("good", Examine(out _)["GPIO rights"].Verdict);
    }

    [Fact]
    public void AServiceThatMayNotKeepProcessorsAwakeIsToldHow()
    {
        Assert.Equal("-", Examine(out _)["processors' sleep"].Verdict);
        Put("dev/cpu_dma_latency", "");
        var device = Path.Combine(_root, "dev/cpu_dma_latency");
        File.SetUnixFileMode(device, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var finding = Examine(out _)["processors' sleep"];
        Assert.Equal("warn", finding.Verdict);
        Assert.Contains("60-edgeruntime.rules", finding.Fix);
        File.SetUnixFileMode(device, (UnixFileMode)0b110_110_000);
        Assert.Equal("good", Examine(out _)["processors' sleep"].Verdict);
    }

    [Fact]
    public void AServiceThatIsNotThereIsToldAsAMissingSocket()
    {
        var (_, _, error) = Workbench.Program("status", "--status", Path.Combine(_root, "none.sock"));
        Assert.Contains("none.sock' (there is no such socket)", error);
    }

    private void Put(string file, string content)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private Dictionary<string, (string Verdict, string Found, string? Fix)> Examine(out int code)
    {
        (code, var output, _) = Workbench.Program(
            "doctor", "--json", "--root", _root, "--status", Path.Combine(_root, "none.sock"), "--store", "/var/lib/edgeruntime/models");
        return JsonDocument.Parse(output).RootElement.EnumerateArray().ToDictionary(
            f => f.GetProperty("check").GetString()!,
            f => (f.GetProperty("verdict").GetString()!, f.GetProperty("found").GetString()!, f.GetProperty("fix").GetString()));
    }
}
