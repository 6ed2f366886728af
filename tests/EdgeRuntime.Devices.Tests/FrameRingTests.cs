namespace EdgeRuntime.Devices.Tests;

public class FrameRingTests
{
    private readonly float[] _taken = new float[64];

    [Fact]
    public void FramesBehindAGapComeApart()
    {
        var ring = new FrameRing(8, 2);
        Put(ring, 0, 3);
        ring.Break();
        Put(ring, 3, 2);
        Put(ring, 5, 1, isAfterGap: true);
        Assert.Equal((3, false), Take(ring));
        Assert.Equal([0f, 0f, 1f, 1f, 2f, 2f], _taken[..6]);
        Assert.Equal((2, true), Take(ring));
        Assert.Equal((1, true), Take(ring));
        Assert.Equal((0, false), Take(ring));
    }

    [Fact]
    public void WhatDoesNotFitIsCountedAndLeavesAGap()
    {
        var ring = new FrameRing(4, 1);
        for (var i = 0; i < 7; i++)
        {
            Put(ring, i, 1);
        }

        Assert.Equal(3, ring.DroppedCount);
        Assert.Equal((4, false), Take(ring));
        Put(ring, 7, 1);
        Assert.Equal((1, true), Take(ring));
        Assert.Equal(7f, _taken[0]);
    }

    [Fact]
    public void AGapWithoutFramesIsRememberedForTheNext()
    {
        var ring = new FrameRing(4, 1);
        ring.Put(0, isAfterGap: true);
        Put(ring, 1, 1);
        Assert.Equal((1, true), Take(ring));
    }

    /// <summary>Every frame that was put is taken once and in order, or dropped and counted, and no gap is left unsaid.</summary>
    [Fact]
    public void TwoThreadsLoseNothingUnsaid()
    {
        const int total = 200_000;
        var ring = new FrameRing(13, 3);
        var random = new Random(5);
        var producer = new Thread(() =>
        {
            for (var next = 0; next < total;)
            {
                var room = ring.Room();
                var frames = Math.Min(Math.Min(random.Next(1, 6), room.Length / 3), total - next);
                for (var i = 0; i < frames; i++)
                {
                    room.Slice(3 * i, 3).Fill(next++);
                }

                ring.Put(frames, isAfterGap: false);
                Thread.SpinWait(random.Next(40));
            }
        });
        producer.Start();
        var (expected, taken, missing) = (0, 0L, 0L);
        while (producer.IsAlive || ring.Count > 0)
        {
            var (count, isAfterGap) = Take(ring);
            for (var i = 0; i < count; i++, expected++, taken++)
            {
                var found = (int)_taken[3 * i];
                Assert.Equal(found, (int)_taken[(3 * i) + 2]);
                Assert.True(found == expected || (i == 0 && isAfterGap && found > expected), $"frame {found} instead of {expected}");
                (missing, expected) = (missing + found - expected, found);
            }
        }

        Assert.Equal(total, taken + ring.DroppedCount);
        Assert.Equal(ring.DroppedCount, missing + total - expected);
    }

    private (int Frames, bool IsAfterGap) Take(FrameRing ring) => (ring.Take(_taken, out var isAfterGap), isAfterGap);

    private static void Put(FrameRing ring, int first, int frames, bool isAfterGap = false)
    {
        for (var i = 0; i < frames; i++)
        {
            ring.Room()[..ring.Channels].Fill(first + i);
            ring.Put(1, isAfterGap && i == 0);
        }
    }
}
