using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class MessageSenderTests
{
    private const long SecondNs = 1_000_000_000;

    private readonly DecisionRing _ring = new(64);
    private readonly MemorySpoolFiles _files = new();
    private readonly Spool _spool;
    private readonly FakeTransport _transport;
    private readonly MessageSender _sender;
    private readonly TestContext _context = new();
    private long _sequence;

    public MessageSenderTests()
    {
        _transport = new FakeTransport { Now = () => _context.NowNs };
        _spool = new Spool(_files, Spool.LeastBytes);
        _sender = new MessageSender(_ring, new MessageFormat("p", ["a", "b", "c"]), _spool, _transport, new Backoff(new Random(1)));
    }

    [Fact]
    public void WhileConnectedNothingTouchesTheDisk()
    {
        Steps();
        var before = _files.Changes;
        for (var i = 0; i < 100; i++)
        {
            Decide();
            Steps();
        }

        Assert.Equal(Through(100), _transport.Received);
        Assert.Equal(before, _files.Changes);
        Assert.Equal(new MessageCounts(100, 0, 0, 0), _sender.Counts);
    }

    [Fact]
    public void AnHourWithoutABrokerLosesNothingBeyondTheCountedDropsAndKeepsTheOrder()
    {
        Steps();
        _transport.IsThere = false;
        for (var second = 0; second < 3600; second++)
        {
            Decide();
            Steps();
            _context.NowNs += SecondNs;
        }

        Assert.False(_sender.IsConnected);
        var away = _sender.Counts;
        Assert.Equal(3600, away.Waiting + away.Dropped);
        Assert.True(away.Dropped > 0, "the spool of this test is too small for the hour");
        Assert.True(_files.Disk.Values.Sum(f => f.Length) < Spool.LeastBytes + 4096);

        _transport.IsThere = true;
        _context.NowNs += 60 * SecondNs;
        Steps(1000);
        Assert.Equal(away.Waiting, _transport.Received.Count);
        Assert.Equal(Through(3600)[^_transport.Received.Count..], _transport.Received);
        Assert.Equal(away with { Sent = away.Waiting, Waiting = 0 }, _sender.Counts);
        Assert.Equal(away.Dropped, _transport.Told.Dropped);
    }

    [Fact]
    public void AttemptsToConnectComeLessOftenAndNeverInStep()
    {
        _transport.IsThere = false;
        for (var tenth = 0; tenth < 36_000; tenth++)
        {
            Steps();
            _context.NowNs += SecondNs / 10;
        }

        var pauses = _transport.ConnectTries.Zip(_transport.ConnectTries.Skip(1), (a, b) => (double)(b - a) / SecondNs).ToArray();
        Assert.InRange(pauses[0], 0.5, 1.2);
        Assert.All(pauses[7..], pause => Assert.InRange(pause, 30, 60.2));
        Assert.True(pauses[7..].Distinct().Count() > pauses.Length / 2);
    }

    [Fact]
    public void WhatTheBrokerDidNotTakeIsSentAgainInOrder()
    {
        Steps();
        for (var i = 0; i < 10; i++)
        {
            Decide();
        }

        _transport.TakesOfBatch = 4;
        Steps();
        Assert.Equal("broken pipe", _sender.TakeFault());
        _transport.TakesOfBatch = int.MaxValue;
        Decide();
        _context.NowNs += 2 * SecondNs;
        Steps();
        Assert.Equal(Through(11), _transport.Received);
        Assert.Equal(2, _transport.Connects);
        Assert.Equal(0, _sender.Counts.Dropped);
    }

    [Fact]
    public void WhatIsRefusedForGoodIsCountedAndHoldsNothingUp()
    {
        _transport.RefusedSequence = 2;
        Decide();
        Decide();
        Decide();
        Steps();
        Assert.Equal([1L, 3L], _transport.Received);
        Assert.Equal(new MessageCounts(2, 3, 1, 0), _sender.Counts);
        Assert.Equal("not wanted", _sender.TakeFault());
        Assert.Null(_sender.TakeFault());
    }

    [Fact]
    public void WithAFullDiskDecisionsWaitInMemory()
    {
        Steps();
        _transport.IsThere = false;
        Decide();
        Steps();
        _files.Capacity = _files.Disk.Values.Sum(f => f.Length);
        for (var i = 0; i < 100; i++)
        {
            Decide();
            Steps();
            _context.NowNs += SecondNs / 10;
        }

        Assert.Contains("no space", _sender.TakeFault());
        var dropped = _sender.Counts.Dropped;
        Assert.Equal(100 - 64, dropped);
        (_files.Capacity, _transport.IsThere) = (long.MaxValue, true);
        _context.NowNs += 60 * SecondNs;
        Steps(100);
        Assert.Equal(Through(65), _transport.Received);
    }

    [Fact]
    public void AClockThatJumpsTenYearsChangesNothing()
    {
        Steps();
        _transport.IsThere = false;
        foreach (var years in new[] { 0, 10, -20, 10 })
        {
            _context.Utc = _context.Utc.AddYears(years);
            Decide();
            Steps();
            _context.NowNs += SecondNs;
        }

        _transport.IsThere = true;
        _context.NowNs += 10 * SecondNs;
        Steps(50);
        Assert.Equal(Through(4), _transport.Received);
    }

    [Fact]
    public void TheEndStoresWhatIsLeftAndTheNextStartSendsItFirst()
    {
        Steps();
        _transport.IsThere = false;
        Decide();
        Decide();
        _sender.Finish(_context.NowNs, () => false);
        var next = new FakeTransport();
        var sender = new MessageSender(
            _ring, new MessageFormat("p", ["a", "b", "c"]), new Spool(new MemorySpoolFiles { Disk = _files.Disk }, Spool.LeastBytes), next, new Backoff(new Random(1)));
        Decide();
        for (var i = 0; i < 10; i++)
        {
            _ = sender.Step(_context.NowNs);
        }

        sender.Finish(_context.NowNs, () => false);
        Assert.Equal(Through(3), next.Received);
        Assert.True(next.SaidGoodbye);
    }

    [Fact]
    public void TheRingDropsWhatFindsItFullAndAllocatesNothing()
    {
        var ring = new DecisionRing(4);
        var decision = TestContext.Decision(1, true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 6; i++)
        {
            ring.Add(decision with { Sequence = i }, default);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((4, 2), (ring.Count, ring.DroppedCount));
        ring.Remove(1);
        Assert.Equal(1, ring[0].Decision.Sequence);
        Assert.Equal(3, ring[2].Decision.Sequence);
    }

    private void Decide() => _ring.Add(TestContext.Decision(1, true) with { Sequence = ++_sequence }, _context.Utc.UtcDateTime);

    private void Steps(int count = 10)
    {
        for (var i = 0; i < count; i++)
        {
            _ = _sender.Step(_context.NowNs);
        }
    }

    private static long[] Through(int last) => [.. Enumerable.Range(1, last).Select(i => (long)i)];
}
