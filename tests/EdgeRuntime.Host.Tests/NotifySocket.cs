using System.Net.Sockets;
using System.Text;

namespace EdgeRuntime.Host.Tests;

/// <summary>systemd's end of the notification socket.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket(bool isAbstract = false)
    {
        var name = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"notify-{Guid.NewGuid():N}");
        Path = isAbstract ? $"@{name}" : name;
        _socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{name}" : name));
    }

    public string Path { get; }

    /// <summary>Every message so far.</summary>
    public List<string> Received()
    {
        var messages = new List<string>();
        var buffer = new byte[1024];
        while (_socket.Available > 0)
        {
            messages.Add(Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer)));
        }

        return messages;
    }

    public void Dispose()
    {
        _socket.Dispose();
        if (Path[0] != '@')
        {
            File.Delete(Path);
        }
    }
}
