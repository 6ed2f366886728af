using System.Text;

namespace EdgeRuntime.Devices.Tests;

public class SpoolTests
{
    private const long Bytes = Spool.LeastBytes;

    [Fact]
    public void MessagesComeOutInTheirOrderAndLeaveNothingBehind()
    {
        var files = new MemorySpoolFiles();
        using var spool = Opened(files);
        for (var i = 0; i < 500; i++)
        {
            spool.Append(MessageOf(i));
        }

        Assert.Equal(Enumerable.Range(0, 500), Drain(spool));
        Assert.Equal((0, 0, 0), (spool.Count, spool.DroppedCount, spool.DamagedCount));
        Assert.Equal([SpoolState.FileName], files.Names());
    }

    [Fact]
    public void WhatOneProcessStoredTheNextOneFinds()
    {
        var files = new MemorySpoolFiles();
        var spool = Opened(files);
        for (var i = 0; i < 10; i++)
        {
            spool.Append(MessageOf(i));
        }

        Assert.Equal([0, 1, 2], Take(spool, 3));
        spool = Opened(files);
        spool.Append(MessageOf(10));
        Assert.Equal(Enumerable.Range(3, 8), Drain(spool));
        Assert.Equal(0, spool.DamagedCount);
    }

    [Fact]
    public void TheOldestGoWhenThereIsNoRoomAndAreCounted()
    {
        var files = new MemorySpoolFiles();
        using var spool = Opened(files);
        for (var i = 0; i < 5000; i++)
        {
            spool.Append(MessageOf(i));
            Assert.True(files.Disk.Where(f => f.Key != SpoolState.FileName).Sum(f => f.Value.Length) <= Bytes);
        }

        var rest = Drain(spool);
        Assert.Equal(Enumerable.Range(5000 - rest.Count, rest.Count), rest);
        Assert.Equal(5000 - rest.Count, spool.DroppedCount);
        Assert.True(rest.Count > 5000 / 8, "most of the room is used");
    }

    /// <summary>Kills the process at every single byte that it writes and every file that it deletes, then looks at what the next one gets.</summary>
    [Fact]
    public void AKillAtAnyByteLosesNothingThatWasStored()
    {
        var whole = new MemorySpoolFiles();
        _ = Live(whole);
        Assert.True(whole.Changes > 1500);
        for (var change = 0L; change < whole.Changes; change++)
        {
            var files = new MemorySpoolFiles { ChangesLeft = change };
            var life = Live(files);
            using var next = Opened(new MemorySpoolFiles { Disk = files.Disk });
            next.Append(MessageOf(1000));
            var got = Drain(next);

            // All that was stored and not yet sent, in order; perhaps before it some that were sent, and behind it the one being stored.
            Assert.Equal(0, next.DroppedCount + next.DamagedCount);
            Assert.Equal(1000, got[^1]);
            got.RemoveAt(got.Count - 1);
            Assert.Equal(Enumerable.Range(got.Count == 0 ? 0 : got[0], got.Count), got);
            Assert.True(got.Count == 0 ? life.Sent == life.Stored : got[0] <= life.Sent, $"change {change}: {life}, first {got.FirstOrDefault()}");
            Assert.True(got.Count == 0 || got[^1] + 1 >= life.Stored, $"change {change}: {life}, last {got.LastOrDefault()}");
        }
    }

    [Fact]
    public void EveryFlippedBitIsCountedAndHurtsOneMessage()
    {
        var files = new MemorySpoolFiles();
        using (var spool = Opened(files))
        {
            for (var i = 0; i < 8; i++)
            {
                spool.Append(MessageOf(i));
            }
        }

        var name = Assert.Single(files.Names(), n => n != SpoolState.FileName);
        for (var bit = 0; bit < 8 * files.Disk[name].Length; bit++)
        {
            var disk = files.Disk.ToDictionary(f => f.Key, f => (byte[])f.Value.Clone());
            disk[name][bit / 8] ^= (byte)(1 << (bit % 8));
            using var spool = Opened(new MemorySpoolFiles { Disk = disk });
            spool.Append(MessageOf(8));
            var got = Drain(spool);
            Assert.Equal(8, got.Count);
            Assert.Equal(1, spool.DamagedCount);
            Assert.Equal(got.Order(), got);
            Assert.Equal(8, got[^1]);
        }
    }

    [Fact]
    public void ADamagedStateSendsAgainAndLosesNothing()
    {
        var files = new MemorySpoolFiles();
        using (var spool = Opened(files))
        {
            for (var i = 0; i < 8; i++)
            {
                spool.Append(MessageOf(i));
            }

            Assert.Equal([0, 1], Take(spool, 2));
        }

        files.Disk[SpoolState.FileName].AsSpan().Fill(0xA5);
        using var next = Opened(files);
        Assert.Equal(Enumerable.Range(0, 8), Drain(next));
        Assert.Equal(0, next.DamagedCount);
    }

    [Fact]
    public void AFullDiskRefusesAndWhatWasStoredStays()
    {
        var files = new MemorySpoolFiles();
        using var spool = Opened(files);
        spool.Append(MessageOf(0));
        for (var capacity = files.Disk.Values.Sum(f => f.Length); ; capacity++)
        {
            files.Capacity = capacity;
            try
            {
                spool.Append(MessageOf(1));
                break;
            }
            catch (IOException e)
            {
                Assert.Equal("no space left on device", e.Message);
                Assert.Equal(1, spool.Count);
            }
        }

        Assert.Equal([0, 1], Drain(spool));
        Assert.Equal(0, spool.DroppedCount + spool.DamagedCount);
    }

    [Fact]
    public void WhatTheMediumDoesNotGiveBackIsCounted()
    {
        var files = new MemorySpoolFiles();
        using var spool = Opened(files);
        spool.Append(MessageOf(0));
        spool.Append(MessageOf(1));
        files.IsReadable = false;
        Assert.Empty(Drain(spool));
        Assert.Equal(2, spool.DamagedCount);
        files.IsReadable = true;
        spool.Append(MessageOf(2));
        Assert.Equal([2], Drain(spool));
    }

    [Fact]
    public void AMessageTooLargeForARecordIsRefused()
    {
        using var spool = Opened(new MemorySpoolFiles());
        Assert.Throws<IOException>(() => spool.Append(new Message("t", new byte[SpoolRecord.LargestBytes])));
        Assert.Equal(0, spool.Count);
    }

    [Fact]
    public void AFolderHoldsItAndKeepsOthersOut()
    {
        var folder = Directory.CreateTempSubdirectory("spool").FullName;
        using (var spool = Opened(new SpoolFolder(folder)))
        {
            for (var i = 0; i < 3000; i++)
            {
                spool.Append(MessageOf(i));
            }

            spool.Sync();
            Assert.Throws<IOException>(() => new SpoolFolder(folder).Open());
        }

        using (var spool = Opened(new SpoolFolder(folder)))
        {
            var got = Drain(spool);
            Assert.Equal(2999, got[^1]);
            Assert.Equal(Enumerable.Range(got[0], got.Count), got);
        }

        Assert.Equal(["lock", SpoolState.FileName], Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order());
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stores twenty messages, sends some of them in between, until the process is killed.</summary>
    private static (int Stored, int Sent) Live(MemorySpoolFiles files)
    {
        var (stored, sent) = (0, 0);
        try
        {
            using var spool = Opened(files);
            for (var i = 0; i < 20; i++)
            {
                spool.Append(MessageOf(i));
                stored++;
                if (i % 5 == 4)
                {
                    var messages = new List<Message>();
                    spool.Peek(messages, i == 14 ? 100 : 2);
                    sent += messages.Count;
                    spool.Remove(messages.Count);
                }
            }
        }
        catch (KilledException)
        {
        }

        return (stored, sent);
    }

    private static Spool Opened(ISpoolFiles files)
    {
        var spool = new Spool(files, Bytes);
        spool.Open();
        return spool;
    }

    private static Message MessageOf(int number) => new($"t/{number % 3}", Encoding.UTF8.GetBytes($$"""{"number":{{number}},"text":"{{new string('x', number % 50)}}"}"""));

    private static int NumberOf(Message message) =>
        System.Text.Json.JsonDocument.Parse(message.Payload).RootElement.GetProperty("number").GetInt32();

    private static List<int> Take(Spool spool, int count)
    {
        var messages = new List<Message>();
        spool.Peek(messages, count);
        spool.Remove(messages.Count);
        return [.. messages.Select(NumberOf)];
    }

    private static List<int> Drain(Spool spool)
    {
        var numbers = new List<int>();
        while (spool.Count > 0)
        {
            numbers.AddRange(Take(spool, 16));
        }

        return numbers;
    }
}
