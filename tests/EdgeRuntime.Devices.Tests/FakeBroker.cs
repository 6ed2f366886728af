using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A message as it came over the wire.</summary>
internal sealed record WirePublish(ushort Identifier, string Topic, string Payload, bool IsRetained, int PacketBytes);

/// <summary>A broker that answers messages with whatever bytes a test wants, in whatever pieces.</summary>
internal sealed class FakeBroker : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _connectProperties;
    private readonly Func<WirePublish, IEnumerable<byte[]?>> _answer;
    private readonly ConcurrentQueue<WirePublish> _published = new();
    private readonly ConcurrentQueue<byte[]> _others = new();

    /// <param name="answer">The pieces that are sent to each message; null ends the connection.</param>
    /// <param name="connectProperties">Of the CONNACK packet, MQTT 5.0.</param>
    public FakeBroker(Func<WirePublish, IEnumerable<byte[]?>> answer, params byte[] connectProperties)
    {
        (_answer, _connectProperties) = (answer, connectProperties);
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<WirePublish> Published => [.. _published];

    /// <summary>Packets of other kinds than CONNECT, SUBSCRIBE and PUBLISH.</summary>
    public IReadOnlyList<byte[]> Others => [.. _others];

    public bool AnswersPings { get; set; } = true;

    /// <summary>An acknowledgement as both versions of the protocol have it.</summary>
    public static byte[] Ack(int identifier) => [0x40, 2, (byte)(identifier >> 8), (byte)identifier];

    /// <summary>An acknowledgement with a reason, and properties if need be, of MQTT 5.0.</summary>
    public static byte[] Ack(int identifier, byte reason, params byte[] properties) => properties.Length == 0
        ? [0x40, 3, (byte)(identifier >> 8), (byte)identifier, reason]
        : [0x40, (byte)(4 + properties.Length), (byte)(identifier >> 8), (byte)identifier, reason, (byte)properties.Length, .. properties];

    public void Dispose() => _listener.Stop();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                client.NoDelay = true;
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The end of the test.
        }
    }

    private void Serve(TcpClient client)
    {
        try
        {
            using var stream = client.GetStream();
            var isVersion5 = true;
            while (true)
            {
                var (head, body) = Packet(stream);
                switch (head >> 4)
                {
                    case 1:
                        isVersion5 = body[6] == 5;
                        stream.Write(isVersion5 ? [0x20, (byte)(3 + _connectProperties.Length), 0, 0, (byte)_connectProperties.Length, .. _connectProperties] : [0x20, 2, 0, 0]);
                        break;
                    case 3:
                        var message = Read(head, body, isVersion5);
                        _published.Enqueue(message);
                        foreach (var piece in _answer(message))
                        {
                            if (piece is null)
                            {
                                return;
                            }

                            stream.Write(piece);
                        }

                        break;
                    case 8:
                        stream.Write(isVersion5 ? [0x90, 4, body[0], body[1], 0, 1] : [0x90, 3, body[0], body[1], 1]);
                        break;
                    case 12:
                        _others.Enqueue([head, .. body]);
                        stream.Write(AnswersPings ? [0xD0, 0] : []);
                        break;
                    default:
                        _others.Enqueue([head, .. body]);
                        break;
                }
            }
        }
        catch (IOException)
        {
            // The client went away.
        }
    }

    private static (byte Head, byte[] Body) Packet(NetworkStream stream)
    {
        Span<byte> one = stackalloc byte[1];
        stream.ReadExactly(one);
        var head = one[0];
        var (length, shift) = (0, 0);
        do
        {
            stream.ReadExactly(one);
            length |= (one[0] & 0x7F) << shift;
            shift += 7;
        }
        while (one[0] > 0x7F);
        var body = new byte[length];
        stream.ReadExactly(body);
        return (head, body);
    }

    private static WirePublish Read(byte head, byte[] body, bool isVersion5)
    {
        var topicBytes = BinaryPrimitives.ReadUInt16BigEndian(body);
        var at = 2 + topicBytes;
        var identifier = (head & 0x06) == 0 ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at));
        at += (head & 0x06) == 0 ? 0 : 2;
        if (isVersion5)
        {
            Assert.Equal(0, body[at++]);
        }

        return new WirePublish(identifier, Encoding.UTF8.GetString(body, 2, topicBytes), Encoding.UTF8.GetString(body.AsSpan(at)), (head & 1) != 0, body.Length + 2);
    }
}
