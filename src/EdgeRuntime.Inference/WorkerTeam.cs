using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Inference;

/// <summary>
/// Threads made once that share the units of a step with the caller. Each has a range of its own, the same part of every step, so that it
/// mostly reads what it wrote itself; who is done with its range takes from the others', so a worker that is late or asleep delays
/// nobody. Which worker computes a unit never changes its bytes.
/// </summary>
/// <remarks>
/// For each range one cache line holds the step and a 64-bit word (generation, units that nobody claimed). The caller writes the step, then
/// the word with a new generation, which the range's worker waits for: one line travels, and the caller waits for nothing. A claim is a
/// compare-and-swap on a word that has units left: it succeeds only while that very step is not over, and then the step that was read
/// from the same line is the right one. A claim takes half of what is left, so that the last ones are short and all end together.
/// Nobody waits for workers that claimed nothing. A worker without work spins for a short while, then sleeps. Nothing is allocated after
/// construction.
/// </remarks>
internal sealed unsafe class WorkerTeam : IDisposable
{
    /// <summary>How long a worker spins for the next step before it sleeps: longer than the small steps between two shared ones.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    /// <summary>Looks at the generation between two looks at the clock.</summary>
    private const int LooksPerClock = 16;

    /// <summary>Looks at the count of done units before the caller offers its core to a worker that was taken off its own.</summary>
    private const int LooksBeforeYield = 10_000;

    private readonly Thread[] _threads;
    private readonly int _workers;
    private readonly NativeBlock _memory;

    /// <summary>Units that workers computed for all steps so far, counted around.</summary>
    private readonly Line* _done;
    private readonly Line* _asleep;
    private readonly Line* _wakes;
    private readonly Line* _ranges;

    /// <summary>What <see cref="_done"/> is when all units of all steps so far are computed.</summary>
    private int _doneAfter;
    private int _generation;
    private volatile bool _stopping;

    /// <param name="workers">Workers, the caller included; at least 2.</param>
    /// <param name="isPinned">Each thread made here stays on a CPU of its own; the first is left to the caller.</param>
    public WorkerTeam(int workers, bool isPinned = false)
    {
        _workers = workers;
        _memory = new NativeBlock((3 + workers) * sizeof(Line));
        _done = (Line*)_memory.Data;
        _asleep = _done + 1;
        _wakes = _done + 2;
        _ranges = _done + 3;
        _threads = new Thread[workers - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Work(worker, isPinned)) { IsBackground = true, Name = $"edge-worker-{worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Computes all units of a step; returns when every one is done.</summary>
    public void Run(BoundStep* step)
    {
        _generation++;
        for (var worker = 1; worker < _workers; worker++)
        {
            Publish(worker, step, End(step->Units, worker) - End(step->Units, worker - 1));
        }

        // The caller's first run is its own without a claim, whose fence would wait until the lines above have travelled.
        var own = End(step->Units, 0);
        var first = RunOf(step, own);
        Publish(0, step, own - first);
        WakeSleepers();
        if (first > 0)
        {
            step->Run(&step->Context, 0, first, 0);
        }

        var done = first + TakeAll(0, 0);
        for (var range = 1; range < _workers; range++)
        {
            done += TakeAll(range, 0);
        }

        _doneAfter += step->Units - done;
        for (var looks = 0; Volatile.Read(ref _done->Int32) != _doneAfter; looks++)
        {
            if (looks < LooksBeforeYield)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        _generation++;
        for (var worker = 1; worker < _workers; worker++)
        {
            Publish(worker, _ranges[worker].Step, 0);
        }

        WakeSleepers();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _memory.Dispose();
    }

    /// <summary>End of a worker's range.</summary>
    private int End(int units, int worker) => (int)((long)units * (worker + 1) / _workers);

    /// <summary>Units of the next claim.</summary>
    private static int RunOf(BoundStep* step, int unclaimed) => Math.Min(unclaimed, Math.Max(step->RunUnits, unclaimed / 2));

    private void Publish(int range, BoundStep* step, int units)
    {
        _ranges[range].Step = step;
        Volatile.Write(ref _ranges[range].Int64, ((long)_generation << 32) | (uint)units);
    }

    private void WakeSleepers()
    {
        // No fence between what was published and this: a worker makes one for both before it sleeps.
        if (Volatile.Read(ref _asleep->Int32) > 0)
        {
            Interlocked.Increment(ref _wakes->Int32);
            Futex.WakeAll(&_wakes->Int32);
        }
    }

    private void Work(int worker, bool isPinned)
    {
        if (isPinned)
        {
            CpuAffinity.TryPin(worker);
        }

        var seen = 0;
        while (true)
        {
            seen = AwaitAfter(worker, seen);
            if (_stopping)
            {
                return;
            }

            // Its own range first; each count is told at once, as the caller may wait for nothing else.
            for (var i = 0; i < _workers; i++)
            {
                if (TakeAll((worker + i) % _workers, worker) is > 0 and var done)
                {
                    Interlocked.Add(ref _done->Int32, done);
                }
            }
        }
    }

    /// <returns>Units computed.</returns>
    private int TakeAll(int range, int worker)
    {
        var line = _ranges + range;
        var done = 0;
        while (true)
        {
            var word = Volatile.Read(ref line->Int64);
            var unclaimed = (int)word;
            if (unclaimed == 0)
            {
                return done;
            }

            var step = line->Step;
            var taken = RunOf(step, unclaimed);
            if (Interlocked.CompareExchange(ref line->Int64, word - taken, word) == word)
            {
                var begin = End(step->Units, range) - unclaimed;
                step->Run(&step->Context, begin, begin + taken, worker);
                done += taken;
            }
        }
    }

    private int AwaitAfter(int worker, int seen)
    {
        var deadline = Stopwatch.GetTimestamp() + SpinTicks;
        while (true)
        {
            for (var look = 0; look < LooksPerClock; look++)
            {
                if (GenerationOf(worker) is var generation && generation != seen)
                {
                    return generation;
                }

                Thread.SpinWait(1);
            }

            if (Stopwatch.GetTimestamp() >= deadline)
            {
                Sleep(worker, seen);
            }
        }
    }

    /// <summary>Sleeps until the caller wakes, unless it published something meanwhile.</summary>
    private void Sleep(int worker, int seen)
    {
        var wakes = Volatile.Read(ref _wakes->Int32);
        Interlocked.Increment(ref _asleep->Int32);

        // A fence on all CPUs: a caller that did not see this sleeper has published for all to see by now.
        Interlocked.MemoryBarrierProcessWide();
        if (GenerationOf(worker) == seen)
        {
            Futex.Wait(&_wakes->Int32, wakes);
        }

        Interlocked.Decrement(ref _asleep->Int32);
    }

    private int GenerationOf(int worker) => (int)(Volatile.Read(ref _ranges[worker].Int64) >> 32);

    /// <summary>A number, and of a range also its step, on cache lines of their own (two, for CPUs that fetch lines in pairs).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Line
    {
        [FieldOffset(0)]
        public int Int32;

        [FieldOffset(0)]
        public long Int64;

        [FieldOffset(8)]
        public BoundStep* Step;
    }
}
