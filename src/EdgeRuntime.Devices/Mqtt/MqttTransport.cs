using System.Buffers;
using System.Text;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>How decisions are published.</summary>
/// <param name="AtLeastOnce">Quality of service 1 instead of 0.</param>
/// <param name="Retain">Whether the broker keeps the last message of a topic.</param>
/// <param name="AvailabilityTopic">Says <c>online</c> or, by the broker's will, <c>offline</c>; retained.</param>
/// <param name="CountsTopic">Counts of messages, after connecting and when some had to wait or were lost; retained.</param>
/// <param name="Discovery">Messages that make the pipeline known, retained; none without Home Assistant.</param>
/// <param name="BirthTopic">Where Home Assistant says that it started and wants to be told again; null without it.</param>
internal sealed record MqttPublishing(
    bool AtLeastOnce,
    bool Retain,
    string AvailabilityTopic,
    string CountsTopic,
    IReadOnlyList<Message> Discovery,
    string? BirthTopic);

/// <summary>Messages to a broker. What it does not acknowledge within the time limit is sent again after the next connecting.</summary>
internal sealed class MqttTransport : IMessageTransport
{
    private readonly MqttPublishing _publishing;
    private readonly MonotonicClock _clock;
    private readonly MqttConnection _connection;
    private readonly IWake _wake;
    private MessageCounts? _published;
    private long _pingAtNs;
    private volatile bool _isBorn;

    /// <param name="broker">Where to.</param>
    /// <param name="publishing">How.</param>
    /// <param name="clock">For keeping the connection alive, whatever the wall clock does.</param>
    /// <param name="wake">Wakes the thread that uses this.</param>
    public MqttTransport(MqttBroker broker, MqttPublishing publishing, MonotonicClock clock, IWake wake)
    {
        (_publishing, _clock, _wake) = (publishing, clock, wake);
        _connection = new MqttConnection(broker, OnReceived, wake);
    }

    public void Connect()
    {
        _connection.Connect(_publishing.AvailabilityTopic, _publishing.BirthTopic is { } birth ? [birth] : []);
        (_published, _isBorn) = (null, false);
        _pingAtNs = _clock.NowNs + _connection.PingPeriodNs;
        Announce();
    }

    public SendReport Send(IReadOnlyList<Message> messages)
    {
        var report = _connection.Send(messages, _publishing.AtLeastOnce, _publishing.Retain);
        _pingAtNs = _clock.NowNs + _connection.PingPeriodNs;
        return report;
    }

    public long Idle(long nowNs, MessageCounts counts)
    {
        _connection.Require();
        if (_isBorn)
        {
            _isBorn = false;
            Announce();
        }

        if (_published is not { } published || published.Spooled != counts.Spooled || published.Dropped != counts.Dropped)
        {
            Publish(new Message(_publishing.CountsTopic, JsonOf(counts)));
            _published = counts;
        }

        if (nowNs >= _pingAtNs)
        {
            _connection.Ping();
            _pingAtNs = nowNs + _connection.PingPeriodNs;
        }

        return _pingAtNs;
    }

    public void Disconnect()
    {
        try
        {
            Publish(new Message(_publishing.AvailabilityTopic, "offline"u8.ToArray()));
        }
        catch (IOException)
        {
            // Then the broker says it for us.
        }

        _connection.Disconnect();
    }

    public void Dispose() => _connection.Dispose();

    private static byte[] JsonOf(MessageCounts counts) => Encoding.UTF8.GetBytes(
        $$"""{"sent":{{counts.Sent}},"spooled":{{counts.Spooled}},"dropped":{{counts.Dropped}},"waiting":{{counts.Waiting}}}""");

    private void Announce()
    {
        foreach (var message in _publishing.Discovery)
        {
            Publish(message);
        }

        Publish(new Message(_publishing.AvailabilityTopic, "online"u8.ToArray()));
    }

    private void Publish(Message message)
    {
        if (_connection.Publish(message, retain: true) is { } reason)
        {
            throw new IOException(reason);
        }
    }

    private void OnReceived(MqttReceived received)
    {
        if (received.Topic == _publishing.BirthTopic && received.Payload.Length == 6 && received.Payload.ToArray().AsSpan().SequenceEqual("online"u8))
        {
            _isBorn = true;
            _wake.Set();
        }
    }
}
