using System.Diagnostics;

namespace EdgeRuntime.Devices.Tests;

public class KernelWakeTests
{
    private const long MinuteNs = 60_000_000_000;

    [Fact]
    public void WhatWasSetBeforeEndsTheNextWaitOnce()
    {
        using var wake = new KernelWake();
        wake.Set();
        wake.Set();
        wake.Wait(MinuteNs);
        Assert.InRange(ElapsedNs(() => wake.Wait(3_000_000)), 3_000_000, MinuteNs);
    }

    [Fact]
    public void AnotherThreadEndsAWait()
    {
        using var wake = new KernelWake();
        var thread = new Thread(() =>
        {
            Thread.Sleep(20);
            wake.Set();
        });
        thread.Start();
        Assert.InRange(ElapsedNs(() => wake.Wait(MinuteNs)), 0, MinuteNs - 1);
        thread.Join();
    }

    [Fact]
    public void AWaitIsNotRoundedUpToMilliseconds()
    {
        using var wake = new KernelWake();
        wake.Wait(1000);
        var shortest = Enumerable.Range(0, 200).Min(_ => ElapsedNs(() => wake.Wait(100_000)));
        Assert.InRange(shortest, 100_000, 999_999);
    }

    [Fact]
    public void NeitherSideAllocates()
    {
        using var wake = new KernelWake();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            wake.Set();
            wake.Wait(1000);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static long ElapsedNs(Action wait)
    {
        var start = Stopwatch.GetTimestamp();
        wait();
        return (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
