using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class MqttConnectionTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20), Impatient = TimeSpan.FromSeconds(2);

    public static TheoryData<string, byte[], bool, bool> NoMqtt => new()
    {
        { "a length that does not end", [0x40, 0xFF, 0xFF, 0xFF, 0xFF, 1], true, false },
        { "an acknowledgement with flags", [0x41, 2, 0x80, 0], true, false },
        { "an acknowledgement of one byte", [0x40, 1, 0x80], true, false },
        { "an empty acknowledgement", [0x40, 0], true, false },
        { "a reason before there were reasons", [0x40, 3, 0x80, 0, 0], false, false },
        { "a packet beyond all measure", [0x30, 0xFF, 0xFF, 0xFF, 0x7F], true, false },
        { "the same before it could be forbidden", [0x30, 0xFF, 0xFF, 0xFF, 0x7F], false, false },
        { "a packet type that does not exist", [0x00, 0], true, false },
        { "an end in the middle of a packet", [0x40, 2, 0x80], true, true },
        { "an end", [], true, true },
    };

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, false, true)]
    public void MessagesArriveInOrderHoweverTheAnswersAreCut(bool isVersion5, bool atLeastOnce, bool retain)
    {
        // One answer in single bytes, the next two in one piece.
        var held = new List<byte>();
        using var broker = new FakeBroker(message => message switch
        {
            { Identifier: 0 } => [],
            { Identifier: var id } when id % 3 == 0 => FakeBroker.Ack(id).Select(one => new[] { one }),
            { Identifier: var id } => Hold(id),
        });
        using var connection = Connected(broker, isVersion5: isVersion5);
        for (var batch = 0; batch < 40; batch++)
        {
            Assert.Equal(new SendReport(15), connection.Send(Messages(15 * batch, 15), atLeastOnce, retain));
        }

        Assert.True(SpinWait.SpinUntil(() => broker.Published.Count == 600, Patient));
        Assert.Equal(Enumerable.Range(0, 600).Select(i => ($"t/{i % 3}", $"message {i} ä", retain)), broker.Published.Select(m => (m.Topic, m.Payload, m.IsRetained)));
        Assert.All(broker.Published, m => Assert.Equal(atLeastOnce, m.Identifier >= AwaitedAnswers.FirstIdentifier));

        IEnumerable<byte[]> Hold(int id)
        {
            held.AddRange(FakeBroker.Ack(id));
            if (held.Count == 8)
            {
                yield return [.. held];
                held.Clear();
            }
        }
    }

    [Fact]
    public void ARefusedMessageIsCountedWithTheBrokersReasonAndHoldsNothingUp()
    {
        using var broker = new FakeBroker(message => message.Payload.Contains(" 1 ", StringComparison.Ordinal)
            ? [FakeBroker.Ack(message.Identifier, 0x97, [0x26, 0, 1, (byte)'k', 0, 1, (byte)'v', 0x1F, 0, 4, .. "full"u8])]
            : [FakeBroker.Ack(message.Identifier, 0x10)]);
        using var connection = Connected(broker);
        var report = connection.Send(Messages(0, 3), atLeastOnce: true, retain: false);
        Assert.Equal((3, 1), (report.Done, report.Refused));
        Assert.EndsWith("refuses 't/1': QuotaExceeded full", report.Reason);
        Assert.Contains("QuotaExceeded", connection.Publish(Messages(1, 1)[0], retain: false));
        Assert.Null(connection.Publish(Messages(2, 1)[0], retain: false));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 3, 0x1F, 0xFF, 0xFF })]
    [InlineData(new byte[] { 4, 0x1F, 0, 9, (byte)'x' })]
    [InlineData(new byte[] { 1, 0x77 })]
    public void AReasonThatCannotBeReadIsStillARefusal(byte[] properties)
    {
        using var broker = new FakeBroker(message => [[0x40, (byte)(3 + properties.Length), (byte)(message.Identifier >> 8), (byte)message.Identifier, 0x87, .. properties]]);
        using var connection = Connected(broker);
        var report = connection.Send(Messages(0, 2), atLeastOnce: true, retain: false);
        Assert.Equal((2, 2), (report.Done, report.Refused));
        Assert.EndsWith("refuses 't/1': NotAuthorized", report.Reason);
    }

    [Fact]
    public void AVeryLongReasonIsReadOver()
    {
        // 20000 bytes of properties: the first byte of the packet, three of its length, two of the identifier, the reason.
        var text = new byte[20_000];
        using var broker = new FakeBroker(message => message.Payload.Contains(" 0 ", StringComparison.Ordinal)
            ? [[0x40, 0xA6, 0x9C, 0x01, (byte)(message.Identifier >> 8), (byte)message.Identifier, 0x87, 0xA0, 0x9C, 0x01], text[..5000], text[5000..]]
            : [FakeBroker.Ack(message.Identifier)]);
        using var connection = Connected(broker);
        Assert.Equal((3, 1), Counts(connection.Send(Messages(0, 3), atLeastOnce: true, retain: false)));
        Assert.Equal((3, 0), Counts(connection.Send(Messages(3, 3), atLeastOnce: true, retain: false)));
    }

    [Fact]
    public void AnAnswerToAMessageThatIsNotAwaitedChangesNothing()
    {
        using var broker = new FakeBroker(message =>
        [
            FakeBroker.Ack(0x8000 + ((message.Identifier + 0x4000) % 0x8000), 0x87), FakeBroker.Ack(message.Identifier), FakeBroker.Ack(message.Identifier, 0x87),
        ]);
        using var connection = Connected(broker);
        for (var batch = 0; batch < 10; batch++)
        {
            Assert.Equal(new SendReport(3), connection.Send(Messages(0, 3), atLeastOnce: true, retain: false));
        }
    }

    [Fact]
    public void WithoutAnAnswerAMessageIsNotDone()
    {
        using var broker = new FakeBroker(message => message.Payload.Contains(" 1 ", StringComparison.Ordinal) ? [] : [FakeBroker.Ack(message.Identifier)]);
        using var connection = Connected(broker, Impatient);
        var report = connection.Send(Messages(0, 3), atLeastOnce: true, retain: false);
        Assert.Equal((1, 0), Counts(report));
        Assert.EndsWith("no answer within 2 s", report.Reason);
    }

    [Theory]
    [MemberData(nameof(NoMqtt))]
    public void WhatIsNoMqttEndsTheConnectionAtOnceAndLosesNoMessage(string what, byte[] bytes, bool isVersion5, bool thenEnds)
    {
        using var broker = new FakeBroker(message => message.Payload.Contains(" 7 ", StringComparison.Ordinal) ? thenEnds ? [bytes, null] : [bytes] : [FakeBroker.Ack(message.Identifier)]);
        using var connection = Connected(broker, isVersion5: isVersion5);
        var began = Stopwatch.StartNew();
        var report = connection.Send(Messages(6, 3), atLeastOnce: true, retain: false);
        Assert.True(report.Done == 1 && report.Reason is not null, what);
        Assert.True(began.Elapsed < Patient / 2, what);
        Assert.True(SpinWait.SpinUntil(() => !connection.IsConnected, Patient), what);
        Assert.Throws<IOException>(connection.Require);
        connection.Connect(null, []);
        Assert.Equal(new SendReport(2), connection.Send(Messages(8, 2), atLeastOnce: true, retain: false));
    }

    [Fact]
    public void NoMoreMessagesAreUnderWayThanTheBrokerTakes()
    {
        var underWay = new List<int>();
        var most = 0;
        using var broker = new FakeBroker(
            message =>
            {
                underWay.Add(message.Identifier);
                most = Math.Max(most, underWay.Count);
                if (underWay.Count < 3 && !message.Payload.Contains(" 7 ", StringComparison.Ordinal))
                {
                    return [];
                }

                var answers = underWay.Select(id => FakeBroker.Ack(id)).ToArray();
                underWay.Clear();
                return answers;
            },
            0x21,
            0,
            3);
        using var connection = Connected(broker);
        Assert.Equal(new SendReport(8), connection.Send(Messages(0, 8), atLeastOnce: true, retain: false));
        Assert.Equal(3, most);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AMessageTooLargeForTheBrokerIsRefusedHere(bool atLeastOnce)
    {
        using var broker = new FakeBroker(message => message.Identifier == 0 ? [] : [FakeBroker.Ack(message.Identifier)], 0x27, 0, 0, 0, 100);
        using var connection = Connected(broker);
        Message[] messages = [.. Messages(0, 1), new Message("large", new byte[100]), .. Messages(2, 1)];
        var report = connection.Send(messages, atLeastOnce, retain: false);
        Assert.Equal((3, 1), Counts(report));
        Assert.Contains("more than the 100 that it takes", report.Reason);
        Assert.True(SpinWait.SpinUntil(() => broker.Published.Count == 2, Patient));
        Assert.All(broker.Published, m => Assert.True(m.PacketBytes <= 100));
    }

    [Fact]
    public void LargeMessagesGoThrough()
    {
        using var broker = new FakeBroker(message => [FakeBroker.Ack(message.Identifier)]);
        using var connection = Connected(broker);
        Message[] messages = [.. Enumerable.Range(0, 16).Select(i => new Message("large", Encoding.UTF8.GetBytes(new string((char)('a' + i), 2500 * i))))];
        Assert.Equal(new SendReport(16), connection.Send(messages, atLeastOnce: true, retain: false));
        Assert.Equal(messages.Select(m => Encoding.UTF8.GetString(m.Payload.Span)), broker.Published.Select(m => m.Payload));
    }

    [Fact]
    public void MessagesOfOthersComeBetweenTheAnswers()
    {
        var received = new ConcurrentQueue<string>();
        using var broker = new FakeBroker(message =>
        [
            // Quality of service 1, topic "in", identifier, no properties: with the answer, and cut in its middle.
            [0x32, 11, 0, 2, (byte)'i', (byte)'n', (byte)(message.Identifier >> 8), (byte)message.Identifier, 0, .. Encoding.UTF8.GetBytes($"{message.Payload[8]}"), .. "!!!"u8, .. FakeBroker.Ack(message.Identifier), 0x32],
            [11, 0, 2, (byte)'i', (byte)'n', 0, 9, 0, .. "last"u8],
        ]);
        using var connection = new MqttConnection(Broker(broker), m => received.Enqueue(Encoding.UTF8.GetString(m.Payload.ToArray())), new EventWake());
        connection.Connect(null, ["in"]);
        Assert.Equal(new SendReport(3), connection.Send(Messages(0, 3), atLeastOnce: true, retain: false));
        Assert.True(SpinWait.SpinUntil(() => received.Count == 6, Patient));
        Assert.Equal(["0!!!", "last", "1!!!", "last", "2!!!", "last"], received);
        Assert.True(SpinWait.SpinUntil(() => broker.Others.Count(packet => packet[0] == 0x40) == 6, Patient), "the library acknowledges what it was given");
    }

    [Fact]
    public void ABrokerThatDoesNotSayThatItIsThereIsNot()
    {
        using var broker = new FakeBroker(_ => []);
        using var connection = Connected(broker, Impatient);
        connection.Ping();
        connection.Ping();
        Assert.Equal(2, broker.Others.Count);
        broker.AnswersPings = false;
        Assert.EndsWith("no answer within 2 s", Assert.Throws<IOException>(connection.Ping).Message);
    }

    private static (int Done, int Refused) Counts(SendReport report) => (report.Done, report.Refused);

    private static MqttBroker Broker(FakeBroker broker, TimeSpan? timeout = null, bool isVersion5 = true) =>
        new() { Host = "localhost", Port = broker.Port, ClientId = "x", IsVersion5 = isVersion5, Timeout = timeout ?? Patient };

    private static MqttConnection Connected(FakeBroker broker, TimeSpan? timeout = null, bool isVersion5 = true)
    {
        var connection = new MqttConnection(Broker(broker, timeout, isVersion5), _ => { }, new EventWake());
        connection.Connect(null, []);
        return connection;
    }

    private static Message[] Messages(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => new Message($"t/{i % 3}", Encoding.UTF8.GetBytes($"message {i} ä")))];
}
