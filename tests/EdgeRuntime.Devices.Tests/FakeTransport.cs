using System.Text.Json;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A place for messages that can be away, take only some of a batch, or refuse what it is sent.</summary>
internal sealed class FakeTransport : IMessageTransport
{
    public bool IsThere { get; set; } = true;

    /// <summary>Messages of a batch that it takes before the connection breaks.</summary>
    public int TakesOfBatch { get; set; } = int.MaxValue;

    public long? RefusedSequence { get; set; }

    public List<long> Received { get; } = [];

    public int Connects { get; private set; }

    public List<long> ConnectTries { get; } = [];

    public Func<long> Now { get; init; } = () => 0;

    public bool SaidGoodbye { get; private set; }

    public MessageCounts Told { get; private set; }

    public void Connect()
    {
        ConnectTries.Add(Now());
        Connects += IsThere ? 1 : throw new IOException("nobody there");
    }

    public SendReport Send(IReadOnlyList<Message> messages)
    {
        var (done, refused) = (0, 0);
        foreach (var message in messages)
        {
            if (!IsThere || done == TakesOfBatch)
            {
                return new SendReport(done, refused, "broken pipe");
            }

            var sequence = JsonDocument.Parse(message.Payload).RootElement.GetProperty("sequence").GetInt64();
            if (sequence == RefusedSequence)
            {
                refused++;
            }
            else
            {
                Received.Add(sequence);
            }

            done++;
        }

        return new SendReport(done, refused, refused > 0 ? "not wanted" : null);
    }

    public long Idle(long nowNs, MessageCounts counts)
    {
        Told = counts;
        return IsThere ? nowNs + 20_000_000_000 : throw new IOException("gone");
    }

    public void Disconnect() => SaidGoodbye = true;

    public void Dispose()
    {
    }
}
