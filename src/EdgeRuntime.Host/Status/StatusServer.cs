using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace EdgeRuntime.Host;

/// <summary>
/// Hands out the service's pages over HTTP/1.1, one request to a connection: at most a few at a time, each with little memory and little
/// time, so that no client can hold the service up. A place that cannot be listened at is logged; the pipelines run without it.
/// </summary>
internal sealed class StatusServer(EndPoint point, StatusPages pages, ILogger log) : BackgroundService
{
    private const int MaxClients = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _free = new(MaxClients);
    private readonly ConcurrentBag<Room> _rooms = [];

    public override void Dispose()
    {
        _free.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var listener = StatusAddress.SocketFor(point);
        try
        {
            Listen(listener);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            log.Warning("The state cannot be shown at {Address:l} ({Reason:l}); the pipelines run without", point.ToString(), e.Message);
            return;
        }

        try
        {
            while (true)
            {
                await _free.WaitAsync(stop).ConfigureAwait(false);
                var client = await listener.AcceptAsync(stop).ConfigureAwait(false);
                _ = Serve(client, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops; closing the listener takes its socket away.
        }
    }

    /// <exception cref="IOException">The place is taken.</exception>
    private void Listen(Socket listener)
    {
        if (point is UnixDomainSocketEndPoint && File.Exists(point.ToString()))
        {
            RemoveLeftBehind(point.ToString()!);
        }

        listener.Bind(point);
        if (point is UnixDomainSocketEndPoint && !OperatingSystem.IsWindows())
        {
            // Nothing can be changed through it, and what it says is no secret on the board.
            File.SetUnixFileMode(point.ToString()!, (UnixFileMode)0b110_110_110);
        }

        listener.Listen(MaxClients);
    }

    /// <summary>A socket that a killed service left behind would refuse to be bound again. Nothing else is removed.</summary>
    private void RemoveLeftBehind(string path)
    {
        try
        {
            using var other = StatusAddress.SocketFor(point);
            other.Connect(point);
        }
        catch (SocketException)
        {
            if (IsFile(path))
            {
                throw new IOException("there is a file of that name");
            }

            File.Delete(path);
            return;
        }

        throw new IOException("another service shows its state there");
    }

    /// <summary>A socket has a name like a file, but cannot be opened by it; open(2), ENXIO.</summary>
    private static bool IsFile(string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task Serve(Socket client, CancellationToken stop)
    {
        var room = _rooms.TryTake(out var left) ? left : new Room();
        try
        {
            using var connection = client;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            var (head, length) = (room.Head, 0);
            while (length < head.Length && !HttpRequestLine.IsComplete(head.AsSpan(0, length)))
            {
                var read = await client.ReceiveAsync(head.AsMemory(length), SocketFlags.None, patience.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                length += read;
            }

            await Send(client, pages.Answer(head.AsSpan(0, length), room.Metrics), patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The client is gone or too slow; that is its own affair.
        }
        catch (Exception e)
        {
            log.Error(e, "A status page could not be made");
        }
        finally
        {
            _rooms.Add(room);
            _ = _free.Release();
        }
    }

    private static async Task Send(Socket client, StatusPage page, CancellationToken stop)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {page.Status} {(page.Status == 200 ? "OK" : "Refused")}\r\nContent-Type: {page.ContentType}\r\nContent-Length: {page.Body.Length}\r\nConnection: close\r\n\r\n");
        await SendAll(client, Encoding.ASCII.GetBytes(head), stop).ConfigureAwait(false);
        await SendAll(client, page.Body, stop).ConfigureAwait(false);
        client.Shutdown(SocketShutdown.Send);
    }

    private static async Task SendAll(Socket client, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await client.SendAsync(bytes, SocketFlags.None, stop).ConfigureAwait(false)..];
        }
    }

    /// <summary>The memory of one client after the other.</summary>
    private sealed class Room
    {
        public byte[] Head { get; } = new byte[HttpRequestLine.MaxHeadBytes];

        public PrometheusText Metrics { get; } = new();
    }
}
