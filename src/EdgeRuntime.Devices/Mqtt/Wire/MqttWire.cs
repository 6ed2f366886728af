using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;

namespace EdgeRuntime.Devices;

/// <summary>
/// One connection's bytes, which the MQTT library shares with us: it connects, subscribes and receives over them; what is published leaves
/// here as packets of our own, and the answers to these stay here. The library's pending read remains pending meanwhile, so that a
/// message and its acknowledgement allocate nothing.
/// </summary>
/// <param name="broker">Where to.</param>
/// <param name="answers">What is waited for; owned.</param>
/// <param name="largestReceivedBytes">Larger packets end the connection.</param>
internal sealed class MqttWire(MqttBroker broker, AwaitedAnswers answers, int largestReceivedBytes) : IMqttChannel
{
    private const int WriteBytes = 4096;

    private readonly Lock _writing = new();
    private readonly PacketSplitter _incoming = new(answers, broker.IsVersion5, largestReceivedBytes);
    private byte[] _outgoing = new byte[WriteBytes];
    private Stream? _stream;

    public X509Certificate2? ClientCertificate => broker.Certificate;

    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public bool IsSecureConnection => broker.UsesTls;

    public async Task ConnectAsync(CancellationToken cancellationToken) =>
        _stream = await BrokerStream.Open(broker, cancellationToken).ConfigureAwait(false);

    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The library's read: comes back with bytes that are meant for it, however many answers to us come before.</summary>
    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var taken = _incoming.Take(buffer.AsSpan(offset, count));
                if (taken > 0)
                {
                    return taken;
                }

                var read = await _stream!.ReadAsync(_incoming.Room, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    answers.Fail("the broker closed the connection");
                    return 0;
                }

                _incoming.Add(read);
            }
        }
        catch (Exception e)
        {
            answers.Fail(e is OperationCanceledException or ObjectDisposedException ? "the connection was lost" : e.GetBaseException().Message);
            throw;
        }
    }

    /// <summary>The library's write: a whole packet, as its adapter is told not to cut them (<see cref="MqttWireFactory"/>).</summary>
    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
    {
        lock (_writing)
        {
            foreach (var piece in buffer)
            {
                _stream!.Write(piece.Span);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Writes messages, for whose answers the sender waits then. Several leave in one write where they fit.</summary>
    /// <param name="messages">Some of these:</param>
    /// <param name="first">from this one,</param>
    /// <param name="count">so many.</param>
    /// <param name="atLeastOnce">Quality of service 1 instead of 0.</param>
    /// <param name="retain">Whether the broker keeps them.</param>
    /// <param name="largestBytes">Of a packet that the broker takes; a larger one counts as refused.</param>
    /// <exception cref="IOException">The connection is lost, or the broker takes nothing for too long.</exception>
    public void Publish(IReadOnlyList<Message> messages, int first, int count, bool atLeastOnce, bool retain, long largestBytes)
    {
        answers.Begin(count);
        var used = 0;
        for (var i = 0; i < count; i++)
        {
            var message = messages[first + i];
            var size = PublishPacket.SizeOf(message, atLeastOnce, broker.IsVersion5);
            if (size > largestBytes)
            {
                answers.Settle(i, Acknowledgement.FirstRefusal, $"a packet of {size} bytes, more than the {largestBytes} that it takes");
                continue;
            }

            if (used + size > _outgoing.Length)
            {
                Write(ref used);
                _outgoing = size > _outgoing.Length ? new byte[size] : _outgoing;
            }

            used += PublishPacket.Write(_outgoing.AsSpan(used), message, atLeastOnce ? answers.IdentifierOf(i) : null, retain, broker.IsVersion5);
            if (!atLeastOnce)
            {
                answers.Settle(i, 0, "");
            }
        }

        Write(ref used);
    }

    /// <summary>Asks the broker whether it is there (PINGREQ, section 3.12).</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public void Ping()
    {
        answers.BeginPing();
        var used = 2;
        (_outgoing[0], _outgoing[1]) = (0xC0, 0);
        Write(ref used);
    }

    public void Dispose()
    {
        answers.Fail("the connection was lost");
        _stream?.Dispose();
    }

    private void Write(ref int used)
    {
        if (used > 0)
        {
            var bytes = _outgoing.AsSpan(0, used);
            used = 0;
            lock (_writing)
            {
                _stream!.Write(bytes);
            }
        }
    }
}
