using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>
/// Tells systemd how the service is, by datagrams to the socket named in <c>NOTIFY_SOCKET</c>; sd_notify(3). Does nothing when there is
/// none. Ours instead of the hosting package's, which knows neither watchdog nor reload.
/// </summary>
internal sealed class SystemdNotifier : IDisposable
{
    private static readonly byte[] WatchdogPing = "WATCHDOG=1"u8.ToArray();

    private readonly Socket? _socket;

    public SystemdNotifier(string? notifySocket, string? watchdogMicroseconds)
    {
        if (!string.IsNullOrEmpty(notifySocket))
        {
            // A leading @ stands for the zero byte that starts an abstract name; unix(7).
            var address = notifySocket[0] == '@' ? $"\0{notifySocket[1..]}" : notifySocket;
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            _socket.Connect(new UnixDomainSocketEndPoint(address));
        }

        WatchdogTimeout = long.TryParse(watchdogMicroseconds, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    /// <summary>After this long without a ping systemd restarts the service; null when it does not watch.</summary>
    public TimeSpan? WatchdogTimeout { get; }

    public static SystemdNotifier FromEnvironment()
    {
        var watchdogPid = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        var isMeant = watchdogPid is null || watchdogPid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return new SystemdNotifier(
            Environment.GetEnvironmentVariable("NOTIFY_SOCKET"),
            isMeant ? Environment.GetEnvironmentVariable("WATCHDOG_USEC") : null);
    }

    public void Ready(string status) => Send($"READY=1\nSTATUS={status}");

    public void Reloading() => Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={MonotonicClock.System.NowNs / 1000}"));

    public void Stopping() => Send("STOPPING=1");

    public void Ping() => Send(WatchdogPing);

    public void Dispose() => _socket?.Dispose();

    private void Send(string message) => Send(Encoding.UTF8.GetBytes(message));

    private void Send(byte[] message)
    {
        try
        {
            _socket?.Send(message);
        }
        catch (SocketException)
        {
            // systemd's side is gone or full. Nothing the service does depends on it, and a missed ping is systemd's to judge.
        }
    }
}
