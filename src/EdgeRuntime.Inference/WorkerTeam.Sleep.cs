using System.Diagnostics;

namespace EdgeRuntime.Inference;

/// <summary>How workers wait: they spin for a short while, then sleep on a count of wakes that whoever tells something raises.</summary>
internal sealed unsafe partial class WorkerTeam
{
    /// <summary>How long a worker spins before it sleeps: longer than the steps that the caller computes alone mostly take.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    /// <summary>Looks at what is waited for between two looks at the clock.</summary>
    private const int LooksPerClock = 16;

    private Walk AwaitWalkAfter(int worker, long seen)
    {
        var deadline = 0L;
        for (var looks = 1; ; looks++)
        {
            var number = Volatile.Read(ref _walk->Walk.Number);
            if (number > seen)
            {
                var walk = new Walk
                {
                    Number = number,
                    First = Volatile.Read(ref _walk->Walk.First),
                    End = Volatile.Read(ref _walk->Walk.End),
                    Plan = Volatile.Read(ref _walk->Walk.Plan),
                };
                if (Volatile.Read(ref _walk->Walk.Number) == number)
                {
                    return walk;
                }
            }

            Thread.SpinWait(1);
            if (looks % LooksPerClock == 0 && IsPast(ref deadline))
            {
                SleepUntilWalkAfter(seen);
            }
        }
    }

    /// <summary>Whether a deadline is over, which begins with the first question.</summary>
    private static bool IsPast(ref long deadline)
    {
        var now = Stopwatch.GetTimestamp();
        deadline = deadline == 0 ? now + SpinTicks : deadline;
        return now >= deadline;
    }

    private void WakeSleepers()
    {
        // No fence between what was told and this: a worker makes one for both before it sleeps.
        if (Volatile.Read(ref _asleep->Int32) > 0)
        {
            Interlocked.Increment(ref _wakes->Int32);
            Futex.WakeAll(&_wakes->Int32);
        }
    }

    private void SleepUntilDone(int part, long number)
    {
        var wakes = FallAsleep();
        if (!IsDone(part, number))
        {
            Futex.Wait(&_wakes->Int32, wakes);
        }

        Interlocked.Decrement(ref _asleep->Int32);
    }

    private void SleepUntilWalkAfter(long seen)
    {
        var wakes = FallAsleep();
        if (Volatile.Read(ref _walk->Walk.Number) == seen)
        {
            Futex.Wait(&_wakes->Int32, wakes);
        }

        Interlocked.Decrement(ref _asleep->Int32);
    }

    /// <returns>The count of wakes to sleep on, unless what is waited for has come meanwhile.</returns>
    private int FallAsleep()
    {
        var wakes = Volatile.Read(ref _wakes->Int32);
        Interlocked.Increment(ref _asleep->Int32);

        // A fence on all CPUs: whoever did not see this sleeper has told what it told for all to see by now.
        Interlocked.MemoryBarrierProcessWide();
        return wakes;
    }
}
