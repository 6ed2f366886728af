using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;

namespace EdgeRuntime.Inference.Tests;

[Collection(nameof(Alone))]
public unsafe class WorkerTeamTests
{
    private const int Workers = 4;

    private const int Rounds = 500;

    private const int RotatedUnits = 37;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void EveryUnitIsComputedExactlyOnce(int units)
    {
        var counts = (int*)NativeMemory.AllocZeroed((nuint)units, sizeof(int));
        var step = Counting(counts, units);
        using (var team = new WorkerTeam(&step, Workers))
        {
            Run(team, Rounds);
        }

        Assert.All(new Span<int>(counts, units).ToArray(), count => Assert.Equal(Rounds, count));
        NativeMemory.Free(counts);
    }

    /// <summary>More workers than cores, so that some are late and others compute their parts; some steps are the caller's under some plans.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    [InlineData(16, 1)]
    [InlineData(16, 3)]
    public void AStepSeesWhatTheStepsBeforeWrote(int workers, int plan)
    {
        // Each unit is one more than a cell of the step before: one lost write changes the end result.
        var cells = stackalloc int[2 * RotatedUnits];
        new Span<int>(cells, RotatedUnits).Fill(1);
        var steps = stackalloc BoundStep[4];
        for (var s = 0; s < 4; s++)
        {
            steps[s].Run = s % 2 == 0 ? &RotateThere : &RotateBack;
            (steps[s].Units, steps[s].SharedFrom) = (RotatedUnits, s == 0 ? 1 : s);
            steps[s].Context.Prepared = (byte*)cells;
            for (var r = 0; r < s; r++)
            {
                (steps[r].SharedFrom <= plan ? ref steps[s].SharedBefore[plan] : ref steps[s].AloneBefore[plan]) = r + 1;
            }

            steps[s].InnerBefore[plan] = steps[s].SharedBefore[plan];
        }

        using (var team = new WorkerTeam(steps, workers))
        {
            for (var round = 0; round < Rounds; round++)
            {
                team.Run(0, 2, plan);
                team.Run(0, 1, plan);
                team.Run(1, 4, plan);
            }
        }

        Assert.All(new Span<int>(cells, RotatedUnits).ToArray(), cell => Assert.Equal(1 + (6 * Rounds), cell));
    }

    /// <summary>Steps that wait for nothing: each worker goes through its own part of all of them, as does who computes a late one's.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void PartsOfOneWorkerAreComputedInOrder(int workers)
    {
        const int Steps = 50;
        var cells = stackalloc int[RotatedUnits];
        new Span<int>(cells, RotatedUnits).Clear();
        var steps = stackalloc BoundStep[Steps];
        for (var s = 0; s < Steps; s++)
        {
            // Three times a cell and one more, or one less: every order but the right one ends otherwise.
            steps[s] = Counting(cells, RotatedUnits);
            steps[s].Run = s % 2 == 0 ? &TripleAndAdd : &TripleAndSubtract;
        }

        using (var team = new WorkerTeam(steps, workers))
        {
            for (var round = 0; round < Rounds; round++)
            {
                team.Run(0, Steps, 1);
            }
        }

        var expected = 0;
        for (var s = 0; s < Steps * Rounds; s++)
        {
            expected = unchecked((expected * 3) + (s % 2 == 0 ? 1 : -1));
        }

        Assert.All(new Span<int>(cells, RotatedUnits).ToArray(), cell => Assert.Equal(expected, cell));
    }

    /// <summary>Steps in which a cell becomes the sum of itself and its neighbours, of which those in other parts are waited for last.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void OuterUnitsSeeWhatOtherWorkersWrote(int workers)
    {
        const int Steps = 50, Rounds = 200;
        var cells = (uint*)NativeMemory.AllocZeroed((Steps + 1) * RotatedUnits, sizeof(uint));
        var steps = stackalloc BoundStep[Steps];
        for (var s = 0; s < Steps; s++)
        {
            steps[s] = new() { Run = &SumNeighbours, Units = RotatedUnits, SharedFrom = 1, OuterFirst = 1, OuterLast = 1 };
            steps[s].Context.Prepared = (byte*)(cells + (s * RotatedUnits));
            steps[s].SharedBefore[1] = s;
        }

        using (var team = new WorkerTeam(steps, workers))
        {
            for (var round = 0; round < Rounds; round++)
            {
                for (var unit = 0; unit < RotatedUnits; unit++)
                {
                    cells[unit] = (uint)((unit + 1) * (round + 1));
                }

                team.Run(0, Steps, 1);
                var expected = Enumerable.Range(1, RotatedUnits).Select(unit => (uint)(unit * (round + 1))).ToArray();
                for (var s = 0; s < Steps; s++)
                {
                    expected = [.. expected.Select((cell, u) => unchecked(cell + (u > 0 ? expected[u - 1] : 0) + (u < RotatedUnits - 1 ? expected[u + 1] : 0)))];
                }

                Assert.Equal(expected, new Span<uint>(cells + (Steps * RotatedUnits), RotatedUnits).ToArray());
            }
        }

        NativeMemory.Free(cells);
    }

    [Fact]
    public void SleepingWorkersAreWokenAndStopWhenDisposed()
    {
        var counts = stackalloc int[8];
        new Span<int>(counts, 8).Clear();
        var step = Counting(counts, 8);
        var team = new WorkerTeam(&step, Workers);
        for (var round = 0; round < 5; round++)
        {
            Thread.Sleep(5);
            Run(team, 1);
        }

        Assert.All(new Span<int>(counts, 8).ToArray(), count => Assert.Equal(5, count));

        // Returns only after every thread has ended.
        team.Dispose();
        team.Dispose();
    }

    [Fact]
    public void PinnedWorkersComputeTheSame()
    {
        var counts = stackalloc int[8];
        new Span<int>(counts, 8).Clear();
        var step = Counting(counts, 8);
        using var team = new WorkerTeam(&step, Workers, isPinned: true);
        Run(team, Rounds);
        Assert.All(new Span<int>(counts, 8).ToArray(), count => Assert.Equal(Rounds, count));
    }

    [Fact]
    public void WalkingAllocatesNothing()
    {
        var counts = stackalloc int[64];
        var step = Counting(counts, 64);
        using var team = new WorkerTeam(&step, Workers);
        RunMany(team);
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 300 && least > 1000; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            RunMany(team);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // Counted over all threads: those of the test host itself may allocate in some attempts, a team that did would in every one.
        Assert.InRange(least, 0, 1000);
    }

    private static void RunMany(WorkerTeam team)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (i % 200 == 0)
            {
                Thread.Sleep(2);
            }

            Run(team, 1);
        }
    }

    private static BoundStep Counting(int* counts, int units) =>
        new() { Run = &CountUnits, Units = units, SharedFrom = 1, Context = new StepContext { Prepared = (byte*)counts } };

    /// <summary>Walks over a team's first step.</summary>
    private static void Run(WorkerTeam team, int walks)
    {
        for (var i = 0; i < walks; i++)
        {
            team.Run(0, 1, 1);
        }
    }

    private static void CountUnits(StepContext* step, int begin, int end, int worker)
    {
        for (var unit = begin; unit < end; unit++)
        {
            ((int*)step->Prepared)[unit]++;
        }
    }

    private static void SumNeighbours(StepContext* step, int begin, int end, int worker)
    {
        var cells = (uint*)step->Prepared;
        for (var unit = begin; unit < end; unit++)
        {
            var beside = (unit > 0 ? cells[unit - 1] : 0) + (unit < RotatedUnits - 1 ? cells[unit + 1] : 0);
            cells[RotatedUnits + unit] = unchecked(cells[unit] + beside);
        }
    }

    private static void TripleAndAdd(StepContext* step, int begin, int end, int worker)
    {
        for (var unit = begin; unit < end; unit++)
        {
            ref var cell = ref ((int*)step->Prepared)[unit];
            cell = unchecked((cell * 3) + 1);
        }
    }

    private static void TripleAndSubtract(StepContext* step, int begin, int end, int worker)
    {
        for (var unit = begin; unit < end; unit++)
        {
            ref var cell = ref ((int*)step->Prepared)[unit];
            cell = unchecked((cell * 3) - 1);
        }
    }

    private static void RotateThere(StepContext* step, int begin, int end, int worker)
    {
        var cells = (int*)step->Prepared;
        for (var unit = begin; unit < end; unit++)
        {
            cells[RotatedUnits + unit] = cells[(unit + 5) % RotatedUnits] + 1;
        }
    }

    private static void RotateBack(StepContext* step, int begin, int end, int worker)
    {
        var cells = (int*)step->Prepared;
        for (var unit = begin; unit < end; unit++)
        {
            cells[unit] = cells[RotatedUnits + ((unit + 3) % RotatedUnits)] + 1;
        }
    }
}
