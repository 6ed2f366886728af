using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeRuntime.Devices.Tests;

public class MqttPacketTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PublishPacketsAreThoseOfTheLibrary(bool isVersion5)
    {
        var random = new Random(5);
        var formatter = new MqttPacketFormatterAdapter(isVersion5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311, new MqttBufferWriter(4096, 65535));
        foreach (var length in new[] { 0, 1, 100, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 5000, 16372, 16373, 16374, 16375, 16376, 16377, 16378, 16379, 16380, 20000 })
        {
            var payload = new byte[length];
            random.NextBytes(payload);
            foreach (var (identifier, retain) in new[] { ((ushort?)null, false), (null, true), ((ushort)0x8001, false), ((ushort)0xFFFF, true) })
            {
                var expected = formatter.Encode(new MqttPublishPacket
                {
                    Topic = "é/b",
                    Payload = new System.Buffers.ReadOnlySequence<byte>(payload),
                    QualityOfServiceLevel = identifier is null ? MqttQualityOfServiceLevel.AtMostOnce : MqttQualityOfServiceLevel.AtLeastOnce,
                    PacketIdentifier = identifier ?? 0,
                    Retain = retain,
                }).Join().ToArray();
                formatter.Cleanup();
                var message = new Message("é/b", payload);
                var packet = new byte[PublishPacket.SizeOf(message, identifier is not null, isVersion5)];
                Assert.Equal(packet.Length, PublishPacket.Write(packet, message, identifier, retain, isVersion5));
                Assert.Equal(expected, packet);
            }
        }
    }

    [Fact]
    public void LengthsComeBackAndNothingElseIsOne()
    {
        Span<byte> bytes = stackalloc byte[RemainingLength.LargestBytes];
        foreach (var value in new[] { 0, 1, 127, 128, 16383, 16384, 2097151, 2097152, 268435455 })
        {
            var count = RemainingLength.Write(bytes, value);
            Assert.Equal(RemainingLength.SizeOf(value), count);
            Assert.Equal(count, RemainingLength.Read(bytes[..count], out var read));
            Assert.Equal(value, read);
            Assert.Equal(0, RemainingLength.Read(bytes[..(count - 1)], out _));
        }

        Assert.Equal(-1, RemainingLength.Read([0x80, 0x80, 0x80, 0x80], out _));
    }

    [Fact]
    public void WhateverTheCutsEveryByteThatIsNoAnswerIsPassedOn()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            using var answers = new AwaitedAnswers();
            answers.Begin(AwaitedAnswers.Most);
            var splitter = new PacketSplitter(answers, isVersion5: true, 65536);
            var (stream, expected) = (new List<byte>(), new List<byte>());
            var awaited = 0;
            for (var i = 0; i < 60; i++)
            {
                var isAnswer = random.Next(3) == 0 && awaited < AwaitedAnswers.Most;
                var packet = isAnswer ? FakeBroker.Ack(answers.IdentifierOf(awaited++)) : Other(random);
                stream.AddRange(packet);
                expected.AddRange(isAnswer ? [] : packet);
            }

            Assert.True(expected.SequenceEqual(Passed(splitter, [.. stream], random)), $"seed {seed}");
            for (var i = 0; i < awaited; i++)
            {
                Assert.Equal(0, answers.Await(i, 0).Reason);
            }
        }
    }

    [Fact]
    public void NoBytesDoAnythingButPassOrEndTheConnection()
    {
        for (var seed = 1; seed <= 2000; seed++)
        {
            var random = new Random(seed);
            using var answers = new AwaitedAnswers();
            answers.Begin(AwaitedAnswers.Most);
            var bytes = new byte[random.Next(1, 12_000)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
            {
                (bytes[0], bytes[^1]) = (0x40, 0x40);
            }

            try
            {
                Assert.InRange(Passed(new PacketSplitter(answers, random.Next(2) == 0, 65536), bytes, random).Count, 0, bytes.Length);
            }
            catch (IOException)
            {
                // What a connection ends with.
            }
        }
    }

    private static byte[] Other(Random random)
    {
        var body = new byte[random.Next(4) == 0 ? random.Next(9000) : random.Next(200)];
        random.NextBytes(body);
        Span<byte> length = stackalloc byte[RemainingLength.LargestBytes];
        var count = RemainingLength.Write(length, body.Length);
        return random.Next(5) == 0 ? FakeBroker.Ack(random.Next(1, 0x8000)) : [0x30, .. length[..count], .. body];
    }

    private static List<byte> Passed(PacketSplitter splitter, byte[] stream, Random random)
    {
        var passed = new List<byte>();
        var destination = new byte[random.Next(1, 5000)];
        for (var at = 0; at < stream.Length;)
        {
            var room = splitter.Room.Span;
            Assert.False(room.IsEmpty);
            var count = Math.Min(Math.Min(room.Length, stream.Length - at), random.Next(2) == 0 ? random.Next(1, 8) : random.Next(1, 5000));
            stream.AsSpan(at, count).CopyTo(room);
            splitter.Add(count);
            at += count;
            for (int taken; (taken = splitter.Take(destination)) > 0;)
            {
                passed.AddRange(destination[..taken]);
            }
        }

        return passed;
    }
}
