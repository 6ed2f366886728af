using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Inference;

/// <summary>
/// Threads made once that share the units of a step with the caller. Units are claimed in small runs by whoever is free, so a worker that
/// is late or asleep delays nobody; which worker computes a unit never changes its bytes.
/// </summary>
/// <remarks>
/// One 64-bit word holds (generation, next unclaimed unit). The caller writes the step, then publishes the word with a new generation.
/// A claim is a compare-and-swap on the whole word: it succeeds only while units of that very step are left, and then the step cannot be
/// over, so what the worker read about it is still true. Nobody waits for workers that claimed nothing.
/// A worker without work spins for a short while, then sleeps on a monitor. Nothing is allocated after construction.
/// </remarks>
internal sealed unsafe class WorkerTeam : IDisposable
{
    /// <summary>Runs of units per worker and step: some slack against cores that are slower or busy.</summary>
    private const int RunsPerWorker = 4;

    /// <summary>How long a worker spins for the next step before it sleeps: longer than the small steps between two shared ones.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    private readonly Thread[] _threads;
    private readonly object _bed = new();
    private Counters _counters;
    private BoundStep* _step;
    private int _units;
    private int _runUnits;
    private volatile bool _stopping;

    /// <param name="workers">Workers, the caller included; at least 2.</param>
    public WorkerTeam(int workers)
    {
        _threads = new Thread[workers - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"edge-worker-{worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Computes all units of a step; returns when every one is done.</summary>
    public void Run(BoundStep* step)
    {
        _step = step;
        _units = step->Units;
        _runUnits = Math.Max(1, step->Units / ((_threads.Length + 1) * RunsPerWorker));
        _counters.Done = 0;
        var generation = Publish();
        Share(0, generation);
        var spins = 0;
        while (Volatile.Read(ref _counters.Done) != _units)
        {
            if (++spins < 1000)
            {
                Thread.SpinWait(4);
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
        _units = 0;
        Publish();
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private int Publish()
    {
        var generation = GenerationOf(_counters.Claim) + 1;

        // A full fence: the step is visible before the word is, and the word before the sleepers are counted.
        Interlocked.Exchange(ref _counters.Claim, (long)generation << 32);
        if (Volatile.Read(ref _counters.Asleep) > 0)
        {
            lock (_bed)
            {
                Monitor.PulseAll(_bed);
            }
        }

        return generation;
    }

    private void Work(int worker)
    {
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

    private void Share(int worker, int generation)
    {
        while (true)
        {
            var claim = Volatile.Read(ref _counters.Claim);
            var step = _step;
            var units = _units;
            var begin = (int)claim;
            if (GenerationOf(claim) != generation || begin >= units)
            {
                return;
            }

            var end = Math.Min(units, begin + _runUnits);
            if (Interlocked.CompareExchange(ref _counters.Claim, claim - begin + end, claim) == claim)
            {
                step->Run(&step->Context, begin, end, worker);
                Interlocked.Add(ref _counters.Done, end - begin);
            }
        }
    }

    private int AwaitAfter(int seen)
    {
        var deadline = Stopwatch.GetTimestamp() + SpinTicks;
        int generation;
        while ((generation = GenerationOf(Volatile.Read(ref _counters.Claim))) == seen)
        {
            if (Stopwatch.GetTimestamp() < deadline)
            {
                Thread.SpinWait(16);
            }
            else
            {
                Sleep(seen);
            }
        }

        return generation;
    }

    private void Sleep(int seen)
    {
        lock (_bed)
        {
            // Counted before the word is read again; the caller does the two in the other order, so one of them notices.
            Interlocked.Increment(ref _counters.Asleep);
            while (GenerationOf(Volatile.Read(ref _counters.Claim)) == seen)
            {
                Monitor.Wait(_bed);
            }

            Interlocked.Decrement(ref _counters.Asleep);
        }
    }

    private static int GenerationOf(long claim) => (int)(claim >> 32);

    /// <summary>Each word on cache lines of its own (two, for CPUs that fetch lines in pairs).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Counters
    {
        /// <summary>High half: generation. Low half: next unclaimed unit.</summary>
        [FieldOffset(128)]
        public long Claim;

        /// <summary>Units of this step that are computed.</summary>
        [FieldOffset(256)]
        public int Done;

        /// <summary>Workers that sleep.</summary>
        [FieldOffset(384)]
        public int Asleep;
    }
}
