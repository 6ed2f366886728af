using System.Buffers.Binary;
using EdgeRuntime.Pipeline;
using Microsoft.Win32.SafeHandles;

namespace EdgeRuntime.Host;

/// <summary>
/// Asks the kernel to let no processor sleep so deep that waking takes longer than a pipeline can bear; for as long as it is not disposed.
/// Of several requests the shortest holds. Linux, Documentation/power/pm_qos_interface.rst.
/// </summary>
internal sealed class WakeLatencyRequest : IDisposable
{
    public const string Device = "/dev/cpu_dma_latency";

    private readonly SafeFileHandle? _held;

    private WakeLatencyRequest(SafeFileHandle? held, string? refusal) => (_held, Refusal) = (held, refusal);

    /// <summary>Why the system does not permit it, with the remedy; null when it does, or when nothing was asked for.</summary>
    public string? Refusal { get; }

    /// <summary>Asks for what <paramref name="placement"/> says.</summary>
    /// <param name="placement">Null asks for nothing.</param>
    /// <param name="device">The kernel's file for requests. Where it is missing, processors have no sleep to be kept from.</param>
    public static WakeLatencyRequest For(ThreadPlacement? placement, string device = Device)
    {
        if (placement?.WakeLatencyUs is not { } latencyUs || !File.Exists(device))
        {
            return new WakeLatencyRequest(null, null);
        }

        try
        {
            var held = File.OpenHandle(device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            var request = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(request, latencyUs);
            RandomAccess.Write(held, request, fileOffset: 0);
            return new WakeLatencyRequest(held, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new WakeLatencyRequest(
                null,
                $"keeping processors awake ({device}) is not permitted ({e.Message}): the unit's group realtime and DeviceAllow=, with udev/60-edgeruntime.rules; or \"wakeLatencyUs\": -1");
        }
    }

    public void Dispose() => _held?.Dispose();
}
