using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Inference;

/// <summary>
/// Threads made once that share the units of a step with the caller. Each has a range of its own, the same part of every step, so that it
/// mostly reads what it wrote itself; who is done with its range takes runs from the others', so a worker that is late or asleep delays
/// nobody. Which worker computes a unit never changes its bytes.
/// </summary>
/// <remarks>
/// For each range one 64-bit word holds (generation, units that nobody claimed). The caller writes the step, then the words with a new
/// generation, then the generation that workers wait for. A claim is a compare-and-swap on a word that has units left: it succeeds only
/// while that very step is not over, and then what the worker read about it is still true. Nobody waits for workers that claimed nothing.
/// A worker without work spins for a short while, then sleeps on the generation. Nothing is allocated after construction.
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
    private readonly Line* _generation;
    private readonly Line* _done;
    private readonly Line* _asleep;
    private readonly Line* _unclaimed;
    private BoundStep* _step;
    private volatile bool _stopping;

    /// <param name="workers">Workers, the caller included; at least 2.</param>
    /// <param name="isPinned">Each thread made here stays on a CPU of its own; the first is left to the caller.</param>
    public WorkerTeam(int workers, bool isPinned = false)
    {
        _workers = workers;
        _memory = new NativeBlock((3 + workers) * sizeof(Line));
        _generation = (Line*)_memory.Data;
        _done = _generation + 1;
        _asleep = _generation + 2;
        _unclaimed = _generation + 3;
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
        _step = step;
        _done->Int32 = 0;
        var generation = _generation->Int32 + 1;
        for (var worker = 0; worker < _workers; worker++)
        {
            Volatile.Write(ref _unclaimed[worker].Int64, ((long)generation << 32) | (uint)(End(step->Units, worker) - End(step->Units, worker - 1)));
        }

        Publish(generation);
        Share(0, generation);
        for (var looks = 0; Volatile.Read(ref _done->Int32) != step->Units; looks++)
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
        Publish(_generation->Int32 + 1);
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _memory.Dispose();
    }

    /// <summary>End of a worker's range.</summary>
    private int End(int units, int worker) => (int)((long)units * (worker + 1) / _workers);

    private void Publish(int generation)
    {
        // A full fence: the step is visible before the generation is, and the generation before the sleepers are counted.
        Interlocked.Exchange(ref _generation->Int32, generation);
        if (Volatile.Read(ref _asleep->Int32) > 0)
        {
            Futex.WakeAll(&_generation->Int32);
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
            seen = AwaitAfter(seen);
            if (_stopping)
            {
                return;
            }

            Share(worker, seen);
        }
    }

    /// <summary>Takes from the worker's own range, then from those of the others.</summary>
    private void Share(int worker, int generation)
    {
        var done = 0;
        for (var i = 0; i < _workers; i++)
        {
            var range = (worker + i) % _workers;
            while (TakeRun(range, generation, worker) is > 0 and var units)
            {
                done += units;
            }
        }

        if (done > 0)
        {
            Interlocked.Add(ref _done->Int32, done);
        }
    }

    /// <returns>Units computed; 0 when none was left.</returns>
    private int TakeRun(int range, int generation, int worker)
    {
        while (true)
        {
            var word = Volatile.Read(ref _unclaimed[range].Int64);
            var unclaimed = (int)word;
            if ((int)(word >> 32) != generation || unclaimed == 0)
            {
                return 0;
            }

            var step = _step;
            var taken = Math.Min(unclaimed, step->RunUnits);
            if (Interlocked.CompareExchange(ref _unclaimed[range].Int64, word - taken, word) == word)
            {
                var begin = End(step->Units, range) - unclaimed;
                step->Run(&step->Context, begin, begin + taken, worker);
                return taken;
            }
        }
    }

    private int AwaitAfter(int seen)
    {
        var deadline = Stopwatch.GetTimestamp() + SpinTicks;
        while (true)
        {
            for (var look = 0; look < LooksPerClock; look++)
            {
                if (Volatile.Read(ref _generation->Int32) is var generation && generation != seen)
                {
                    return generation;
                }

                Thread.SpinWait(1);
            }

            if (Stopwatch.GetTimestamp() >= deadline)
            {
                // Counted before the system compares the word; the caller does the two in the other order, so one of them notices.
                Interlocked.Increment(ref _asleep->Int32);
                Futex.Wait(&_generation->Int32, seen);
                Interlocked.Decrement(ref _asleep->Int32);
            }
        }
    }

    /// <summary>A number on cache lines of its own (two, for CPUs that fetch lines in pairs).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Line
    {
        [FieldOffset(0)]
        public int Int32;

        [FieldOffset(0)]
        public long Int64;
    }
}
