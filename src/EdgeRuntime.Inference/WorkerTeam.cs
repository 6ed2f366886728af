using System.Runtime.InteropServices;

namespace EdgeRuntime.Inference;

/// <summary>
/// Threads made once that walk the steps of an inference beside the caller. Each computes the same part of every shared step, so that it
/// mostly reads what it wrote itself, and goes on as soon as the others are done with what the step needs (<see cref="StepOrder"/>). Steps
/// that are not shared are the caller's, worker 0. Which worker computes a unit never changes its bytes.
/// </summary>
/// <remarks>
/// All steps of all walks are numbered on. Each worker has a cache line that says up to which number its parts are computed and that only
/// who computed the last of them writes: where workers wait for each other, one line travels from each to each other, both ways at a time.
/// A worker claims its part before it computes it. One that is late or asleep delays the others little: who waits for a part that
/// nobody claimed computes it. A late worker finds its parts claimed, whatever walk it is on, until it has caught up.
/// A worker without work spins for a short while, then sleeps. Nothing is allocated after construction.
/// </remarks>
internal sealed unsafe partial class WorkerTeam : IDisposable
{
    /// <summary>Looks at a part before it is claimed for its worker: as long as a line takes to travel a few times.</summary>
    private const int LooksBeforeClaim = 64;

    /// <summary>Looks at a part before the caller sleeps, too, so that a worker that was taken off its core may have the caller's.</summary>
    private const int LooksOfCaller = 10_000;

    /// <summary>Stands for a walk while it is written.</summary>
    private const long Unfinished = -1;

    private readonly BoundStep* _steps;
    private readonly Thread[] _threads;
    private readonly int _workers;
    private readonly NativeBlock _memory;
    private readonly Line* _walk;
    private readonly Line* _asleep;
    private readonly Line* _wakes;

    /// <summary>Of each worker: the number behind the last step whose part was claimed.</summary>
    private readonly Line* _claimed;

    /// <summary>Of each worker: the number behind the last step whose part was computed.</summary>
    private readonly Line* _done;

    /// <summary>Number of the next walk's first step.</summary>
    private long _next = 1;
    private volatile bool _stopping;

    /// <param name="steps">The steps in execution order; they outlive the team.</param>
    /// <param name="workers">Workers, the caller included; at least 2.</param>
    /// <param name="isPinned">Each thread made here stays on a CPU of its own; the first is left to the caller.</param>
    public WorkerTeam(BoundStep* steps, int workers, bool isPinned = false)
    {
        _steps = steps;
        _workers = workers;
        _memory = new NativeBlock((3 + (2 * workers)) * sizeof(Line));
        _walk = (Line*)_memory.Data;
        _asleep = _walk + 1;
        _wakes = _walk + 2;
        _claimed = _walk + 3;
        _done = _claimed + workers;
        _threads = new Thread[workers - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Work(worker, isPinned)) { IsBackground = true, Name = $"edge-worker-{worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Computes some steps in order; returns when every one is done.</summary>
    /// <param name="first">First step.</param>
    /// <param name="end">Step after the last one; at least one of them is shared.</param>
    /// <param name="plan">Which steps are shared: <see cref="BoundStep.SharedFrom"/>.</param>
    public void Run(int first, int end, int plan)
    {
        var walk = new Walk { Number = _next, First = first, End = end, Plan = plan };
        _next += end - first;
        Publish(walk);
        Take(walk, 0);
    }

    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        Publish(new Walk { Number = _next });
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _memory.Dispose();
    }

    private void Publish(in Walk walk)
    {
        // A worker never takes a mixture for a walk.
        Volatile.Write(ref _walk->Walk.Number, Unfinished);
        Volatile.Write(ref _walk->Walk.First, walk.First);
        Volatile.Write(ref _walk->Walk.End, walk.End);
        Volatile.Write(ref _walk->Walk.Plan, walk.Plan);
        Volatile.Write(ref _walk->Walk.Number, walk.Number);
        WakeSleepers();
    }

    private void Work(int worker, bool isPinned)
    {
        if (isPinned)
        {
            CpuAffinity.TryPin(worker);
        }

        var seen = 0L;
        while (true)
        {
            var walk = AwaitWalkAfter(worker, seen);
            if (_stopping)
            {
                return;
            }

            Take(walk, worker);
            seen = walk.Number;
        }
    }

    /// <summary>Takes a worker through a walk.</summary>
    private void Take(in Walk walk, int worker)
    {
        var before = walk.First;
        for (var index = walk.First; index < walk.End; index++)
        {
            var step = _steps + index;
            if (step->SharedFrom > walk.Plan && worker != 0)
            {
                continue;
            }

            if (step->SharedFrom > walk.Plan)
            {
                AwaitAll(walk, worker, before, step->SharedBefore[walk.Plan], step->AloneBefore[walk.Plan]);
                step->Run(&step->Context, 0, step->Units, 0);
                Tell(0, walk.NumberOf(index) + 1);
            }
            else
            {
                AwaitAll(walk, worker, before, step->InnerBefore[walk.Plan], step->AloneBefore[walk.Plan]);
                if (TryClaim(worker, walk.NumberOf(index)))
                {
                    ComputeOwn(walk, index, worker, before);
                }
            }

            before = index + 1;
        }

        if (worker == 0)
        {
            var shared = walk.End;
            while (shared > walk.First && _steps[shared - 1].SharedFrom > walk.Plan)
            {
                shared--;
            }

            AwaitAll(walk, 0, before, shared, walk.First);
        }
    }

    /// <summary>Waits until each worker is done with its parts of some first steps of a walk.</summary>
    /// <param name="walk">The walk; whatever was before it is done.</param>
    /// <param name="worker">Who waits.</param>
    /// <param name="own">Index behind the last step whose part of <paramref name="worker"/> is waited for: somebody else may compute it.</param>
    /// <param name="shared">Index behind the last shared step that is waited for.</param>
    /// <param name="alone">Index behind the last step of the caller alone that is waited for.</param>
    private void AwaitAll(in Walk walk, int worker, int own, int shared, int alone)
    {
        for (var part = 0; part < _workers; part++)
        {
            var behind = part == 0 ? Math.Max(shared, alone) : shared;
            behind = part == worker ? Math.Max(behind, own) : behind;
            if (behind > walk.First && !IsDone(part, walk.NumberOf(behind)))
            {
                AwaitPart(walk, part, behind, worker);
            }
        }
    }

    /// <summary>Waits until a worker's parts are done, or computes them where nobody else has begun to.</summary>
    private void AwaitPart(in Walk walk, int part, int behind, int worker)
    {
        var deadline = 0L;
        var number = walk.NumberOf(behind);
        for (var looks = 1; !IsDone(part, number); looks++)
        {
            if (looks % LooksBeforeClaim == 0 && TryHelp(walk, part, behind, worker))
            {
                looks = 0;
                continue;
            }

            Thread.SpinWait(1);
            if (worker == 0 ? looks > LooksOfCaller : looks % LooksPerClock == 0 && IsPast(ref deadline))
            {
                SleepUntilDone(part, number);
            }
        }
    }

    /// <summary>Computes the next part of another worker if nobody has begun to and nothing that it waits for is missing.</summary>
    private bool TryHelp(in Walk walk, int part, int behind, int worker)
    {
        var claimed = Volatile.Read(ref _claimed[part].Number);
        var index = walk.First + (int)Math.Clamp(claimed - walk.Number, 0, walk.End - walk.First);
        var before = index;
        for (; index < behind && _steps[index].SharedFrom > walk.Plan; index++)
        {
            // The caller's steps between two of its parts are its own.
            before = part == 0 ? index + 1 : before;
        }

        if (index >= behind || !IsReady(walk, part, before, _steps + index)
            || Interlocked.CompareExchange(ref _claimed[part].Number, walk.NumberOf(index) + 1, claimed) != claimed)
        {
            return false;
        }

        Compute(walk, index, part, worker);
        return true;
    }

    private bool IsReady(in Walk walk, int part, int own, BoundStep* step)
    {
        var (shared, alone) = (step->SharedBefore[walk.Plan], step->AloneBefore[walk.Plan]);
        for (var other = 0; other < _workers; other++)
        {
            var behind = other == 0 ? Math.Max(shared, alone) : shared;
            behind = other == part ? Math.Max(behind, own) : behind;
            if (behind > walk.First && !IsDone(other, walk.NumberOf(behind)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Computes a worker's own part: as long as others are not done with what its outer units read, the inner ones.</summary>
    private void ComputeOwn(in Walk walk, int index, int worker, int before)
    {
        var step = _steps + index;
        if (IsReady(walk, worker, before, step))
        {
            Compute(walk, index, worker, worker);
            return;
        }

        var (inner, innerEnd) = step->Inner(worker, _workers);
        step->Run(&step->Context, inner, innerEnd, worker);
        AwaitAll(walk, worker, before, step->SharedBefore[walk.Plan], step->AloneBefore[walk.Plan]);
        if (step->PartBegin(worker, _workers) < inner)
        {
            step->Run(&step->Context, step->PartBegin(worker, _workers), inner, worker);
        }

        if (innerEnd < step->PartBegin(worker + 1, _workers))
        {
            step->Run(&step->Context, innerEnd, step->PartBegin(worker + 1, _workers), worker);
        }

        Tell(worker, walk.NumberOf(index) + 1);
    }

    private void Compute(in Walk walk, int index, int part, int worker)
    {
        var step = _steps + index;
        step->Run(&step->Context, step->PartBegin(part, _workers), step->PartBegin(part + 1, _workers), worker);
        Tell(part, walk.NumberOf(index) + 1);
    }

    private bool IsDone(int part, long number) => Volatile.Read(ref _done[part].Number) >= number;

    private void Tell(int part, long number)
    {
        Volatile.Write(ref _done[part].Number, number);
        WakeSleepers();
    }

    /// <returns>false when a part was claimed before, or is one of a walk that is over.</returns>
    private bool TryClaim(int part, long number)
    {
        var claimed = Volatile.Read(ref _claimed[part].Number);
        return claimed <= number && Interlocked.CompareExchange(ref _claimed[part].Number, number + 1, claimed) == claimed;
    }

    /// <summary>What the caller wants computed.</summary>
    private struct Walk
    {
        /// <summary>Of its first step.</summary>
        public long Number;

        public int First;
        public int End;
        public int Plan;

        /// <summary>Of the step with an index.</summary>
        public readonly long NumberOf(int index) => Number + (index - First);
    }

    /// <summary>What threads tell each other, on cache lines of their own (two, for CPUs that fetch lines in pairs).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Line
    {
        [FieldOffset(0)]
        public int Int32;

        [FieldOffset(0)]
        public long Number;

        [FieldOffset(0)]
        public Walk Walk;
    }
}
