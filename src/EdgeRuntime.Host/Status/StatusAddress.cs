using System.Net;
using System.Net.Sockets;

namespace EdgeRuntime.Host;

/// <summary>
/// Where a service shows its state: a Unix socket, or a port of this machine alone. There is no way to offer it to a network: a collector
/// on the board, or a tunnel, can do that with authentication.
/// </summary>
internal static class StatusAddress
{
    private const string SocketName = "status.sock";

    public static VerbOption Option { get; } = new(
        "--status", "ADDRESS", $"a socket's path or a loopback ADDRESS:PORT; by default {SocketName} in the service's runtime directory");

    /// <summary>In systemd's runtime directory of the service; null outside of systemd.</summary>
    public static string? OfService => Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") is { Length: > 0 } folder
        ? Path.Combine(folder, SocketName)
        : null;

    /// <summary>Where an installed service listens.</summary>
    public static string Usual => "/run/edgeruntime/" + SocketName;

    /// <exception cref="UsageException">It is neither a path nor a port of this machine.</exception>
    public static EndPoint Parse(string address)
    {
        if (address.StartsWith('/'))
        {
            return address.Length <= 107
                ? new UnixDomainSocketEndPoint(address)
                : throw new UsageException($"'{address}' is too long for a socket's path: 107 bytes at most.");
        }

        return IPEndPoint.TryParse(address, out var point) && IPAddress.IsLoopback(point.Address) && point.Port > 0
            ? point
            : throw new UsageException($"'{address}' is no place to show the state at: give a socket's path that begins with /, or 127.0.0.1:PORT.");
    }

    public static Socket SocketFor(EndPoint point) => point is UnixDomainSocketEndPoint
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(point.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
}
