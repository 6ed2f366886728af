using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace EdgeRuntime.Host;

/// <summary>Asks a running service for a page.</summary>
internal static class StatusClient
{
    private const int MaxBytes = 8 << 20, TimeoutMs = 5000;

    /// <summary>Where to ask: as told, else where this process's own service or an installed one listens.</summary>
    public static string AddressOf(Arguments arguments) => arguments.Text(StatusAddress.Option.Name) ?? StatusAddress.OfService ?? StatusAddress.Usual;

    /// <exception cref="IOException">Nobody answers there, or nothing that can be understood.</exception>
    public static JsonDocument Status(string address)
    {
        var (status, body) = Get(address, "/status");
        try
        {
            var document = status == 200 ? JsonDocument.Parse(body) : throw new JsonException($"status {status}");
            return IsStatus(document.RootElement) ? document : throw new JsonException("another object");
        }
        catch (JsonException e)
        {
            throw new IOException($"what answers at '{address}' is no edgeruntime of version {BoardProgram.Version} ({e.Message}); name its address with --status", e);
        }
    }

    /// <summary>Only a service of this very version is known to have every member that is read later.</summary>
    private static bool IsStatus(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("version", out var version)
        && version.ValueKind == JsonValueKind.String && version.GetString() == BoardProgram.Version;

    /// <summary>One request.</summary>
    /// <exception cref="IOException">Nobody answers there.</exception>
    public static (int Status, string Body) Get(string address, string path)
    {
        var point = StatusAddress.Parse(address);
        using var socket = StatusAddress.SocketFor(point);
        socket.ReceiveTimeout = socket.SendTimeout = TimeoutMs;
        try
        {
            socket.Connect(point);
            _ = socket.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            return Split(ReadAll(socket));
        }
        catch (SocketException e)
        {
            // .NET's own words for a socket that is missing speak of an address.
            var why = point is UnixDomainSocketEndPoint && !File.Exists(address) ? "there is no such socket" : e.Message;
            throw new IOException($"no service answers at '{address}' ({why}): systemctl status edgeruntime, or name its address with --status", e);
        }
    }

    private static string ReadAll(Socket socket)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[16384];
        for (int read; (read = socket.Receive(buffer)) > 0 && answer.Length < MaxBytes;)
        {
            answer.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
    }

    private static (int Status, string Body) Split(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var words = answer.Split(' ', 3);
        return end >= 0 && words.Length == 3 && words[0] == "HTTP/1.1" && int.TryParse(words[1], out var status)
            ? (status, answer[(end + 4)..])
            : (0, "");
    }
}
