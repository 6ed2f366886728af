using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host.Tests;

/// <summary>What reaches the kernel's file for requests; the file is a plain one here, except where the kernel itself answers.</summary>
public sealed class WakeLatencyRequestTests : IDisposable
{
    private readonly string _device = Path.GetTempFileName();

    public void Dispose() => File.Delete(_device);

    [Theory]
    [InlineData(0)]
    [InlineData(250_000)]
    public void TheNumberIsWrittenAsTheKernelReadsIt(int latencyUs)
    {
        using var request = WakeLatencyRequest.For(Placement(latencyUs), _device);
        Assert.Null(request.Refusal);
        Assert.Equal(BitConverter.GetBytes(latencyUs), File.ReadAllBytes(_device));
    }

    [Fact]
    public void NothingIsAskedForWithoutANumberOrAPlacement()
    {
        using var withoutNumber = WakeLatencyRequest.For(Placement(null), _device);
        using var withoutPlacement = WakeLatencyRequest.For(null, _device);
        Assert.Null(withoutNumber.Refusal);
        Assert.Null(withoutPlacement.Refusal);
        Assert.Empty(File.ReadAllBytes(_device));
    }

    [Fact]
    public void ASystemWithoutSuchRequestsRefusesNothing()
    {
        using var request = WakeLatencyRequest.For(Placement(0), _device + ".none");
        Assert.Null(request.Refusal);
    }

    /// <summary>A file that is a program that runs cannot be written by anyone, open(2): ETXTBSY.</summary>
    [Fact]
    public void ARefusalIsSaidWithItsRemedy()
    {
        using var request = WakeLatencyRequest.For(Placement(0), Environment.ProcessPath!);
        Assert.Contains("is not permitted", request.Refusal);
        Assert.Contains("60-edgeruntime.rules", request.Refusal);
    }

    [Fact]
    public void TheKernelHoldsToItOrRefuses()
    {
        using var request = WakeLatencyRequest.For(Placement(0));
        if (File.Exists(WakeLatencyRequest.Device) && request.Refusal is null)
        {
            Assert.Equal(0, Effective());
        }
        else
        {
            Assert.Equal(File.Exists(WakeLatencyRequest.Device), request.Refusal is not null);
        }
    }

    private static ThreadPlacement Placement(int? latencyUs) => new(0, [], LockMemory: false, latencyUs);

    private static int Effective()
    {
        using var device = File.OpenHandle(WakeLatencyRequest.Device, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var answer = new byte[sizeof(int)];
        Assert.Equal(sizeof(int), RandomAccess.Read(device, answer, 0));
        return BitConverter.ToInt32(answer);
    }
}
