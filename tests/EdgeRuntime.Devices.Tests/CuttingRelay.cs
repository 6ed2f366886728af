using System.Net;
using System.Net.Sockets;

namespace EdgeRuntime.Devices.Tests;

/// <summary>Stands between a client and a server on this machine, and cuts their connections when it is told to.</summary>
internal sealed class CuttingRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _open = [];
    private readonly int _to;

    public CuttingRelay(int to)
    {
        _to = to;
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Resets every connection, whatever is under way in it.</summary>
    public void Cut()
    {
        lock (_open)
        {
            foreach (var client in _open)
            {
                try
                {
                    client.Client.LingerState = new LingerOption(true, 0);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException or NullReferenceException)
                {
                    // Closed already.
                }

                client.Dispose();
            }

            _open.Clear();
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        Cut();
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                var server = new TcpClient("127.0.0.1", _to);
                lock (_open)
                {
                    _open.AddRange([client, server]);
                }

                Pump(client.GetStream(), server.GetStream());
                Pump(server.GetStream(), client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The end of the test.
        }
    }

    private static void Pump(NetworkStream from, NetworkStream to) => new Thread(() =>
    {
        try
        {
            from.CopyTo(to);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Cut.
        }

        to.Dispose();
    })
    { IsBackground = true }.Start();
}
