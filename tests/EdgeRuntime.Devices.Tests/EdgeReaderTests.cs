using System.Diagnostics;

namespace EdgeRuntime.Devices.Tests;

public class EdgeReaderTests
{
    [Fact]
    public void EdgesKeepTheKernelsTimeAndKind()
    {
        using var pipe = new EdgePipe();
        using var reader = pipe.OpenReader();
        pipe.Write(111, 1);
        pipe.Write(222, 2, rising: false);
        Assert.True(reader.TryRead(out var count));
        Assert.Equal(2, count);
        Assert.Equal((111L, true, 222L, false), (reader.TimestampNs(0), reader.IsRising(0), reader.TimestampNs(1), reader.IsRising(1)));
    }

    [Fact]
    public void DroppedEdgesAreCountedFromTheSequenceNumbersAlsoWhereTheyWrap()
    {
        using var pipe = new EdgePipe();
        using var reader = pipe.OpenReader();
        pipe.Write(1, 3);
        Assert.True(reader.TryRead(out _));
        Assert.Equal(2, reader.DroppedCount);
        pipe.Write(2, 4);
        pipe.Write(3, uint.MaxValue - 1);
        pipe.Write(4, uint.MaxValue);
        pipe.Write(5, 0);
        pipe.Write(6, 2);
        Assert.True(reader.TryRead(out _));
        Assert.Equal(2 + (uint.MaxValue - 1L - 5) + 1, reader.DroppedCount);
        Assert.Equal(6, reader.EdgeCount);
    }

    [Fact]
    public void ARecordThatComesInPiecesIsPutTogether()
    {
        using var pipe = new EdgePipe();
        using var reader = pipe.OpenReader();
        var bytes = new byte[5 * EdgePipe.RecordBytes];
        for (var i = 0; i < 5; i++)
        {
            EdgePipe.Record(bytes.AsSpan(i * EdgePipe.RecordBytes, EdgePipe.RecordBytes), 100 + i, (uint)i + 1);
        }

        var seen = new List<long>();
        for (var at = 0; at < bytes.Length; at += 60)
        {
            pipe.Write(bytes.AsSpan(at, Math.Min(60, bytes.Length - at)));
            Assert.True(reader.TryRead(out var count));
            seen.AddRange(Enumerable.Range(0, count).Select(reader.TimestampNs));
        }

        Assert.Equal([100L, 101, 102, 103, 104], seen);
        Assert.Equal(0, reader.DroppedCount);
    }

    [Fact]
    public void NothingToReadIsNoEdgeAndNoLoss()
    {
        using var pipe = new EdgePipe();
        using var reader = pipe.OpenReader();
        Assert.True(reader.TryRead(out var count));
        Assert.Equal(0, count);
        pipe.Write(5, 1);
        Assert.True(reader.TryRead(out count));
        Assert.Equal(1, count);
        Assert.Equal((1, 0), (reader.EdgeCount, reader.DroppedCount));
    }

    [Fact]
    public void ALineThatGoesAwayIsLost()
    {
        var pipe = new EdgePipe();
        using var reader = pipe.OpenReader();
        pipe.Write(1, 1);
        pipe.Dispose();
        Assert.True(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void AStormAllocatesNothingAndEveryLostEdgeIsCounted() => Storm(edges: 300_000, edgesPerSecond: 0);

    /// <summary>A minute at 100,000 edges per second: <c>--filter Category=Slow</c>.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void AMinuteOfAHundredThousandEdgesPerSecond() => Storm(edges: 6_000_000, edgesPerSecond: 100_000);

    /// <summary>Sends edges, at a rate or as fast as they go, leaving out every thousandth as if the kernel had dropped it.</summary>
    private static void Storm(int edges, int edgesPerSecond)
    {
        const int perWrite = 50;
        using var pipe = new EdgePipe();
        using var reader = pipe.OpenReader();
        using var wake = new KernelWake();
        wake.Watch(reader.Descriptor);
        var sender = new Thread(() =>
        {
            var (bytes, started, sequence) = (new byte[perWrite * EdgePipe.RecordBytes], Stopwatch.GetTimestamp(), 0u);
            for (var sent = 0; sent < edges; sent += perWrite)
            {
                for (var i = 0; i < perWrite; i++)
                {
                    sequence += (sent + i) % 1000 == 999 ? 2u : 1u;
                    EdgePipe.Record(bytes.AsSpan(i * EdgePipe.RecordBytes, EdgePipe.RecordBytes), sent + i, sequence);
                }

                pipe.Write(bytes);
                while (edgesPerSecond > 0 && Stopwatch.GetElapsedTime(started).TotalSeconds * edgesPerSecond < sent)
                {
                    Thread.Sleep(1);
                }
            }
        });
        Assert.Equal(0, reader.EdgeCount);
        sender.Start();
        long inOrder = 0;
        Take(reader, wake, ref inOrder);
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (reader.EdgeCount < edges)
        {
            Take(reader, wake, ref inOrder);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        sender.Join();
        Assert.Equal(edges, inOrder);
        Assert.Equal(edges / 1000, reader.DroppedCount);
    }

    private static void Take(EdgeReader reader, KernelWake wake, ref long inOrder)
    {
        wake.Wait(1_000_000_000);
        if (!reader.TryRead(out var count))
        {
            throw new InvalidOperationException("the pipe ended early");
        }

        for (var i = 0; i < count; i++)
        {
            inOrder += reader.TimestampNs(i) == inOrder ? 1 : 0;
        }
    }
}
