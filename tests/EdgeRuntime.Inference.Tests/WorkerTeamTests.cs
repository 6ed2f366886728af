using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;

namespace EdgeRuntime.Inference.Tests;

[Collection(nameof(Alone))]
public unsafe class WorkerTeamTests
{
    private const int Workers = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void EveryUnitIsComputedExactlyOnce(int units)
    {
        using var team = new WorkerTeam(Workers);
        var counts = (int*)NativeMemory.AllocZeroed((nuint)units, sizeof(int));
        var step = new BoundStep { Run = &CountUnits, Units = units, RunUnits = Math.Max(1, units / 16), Context = new StepContext { Prepared = (byte*)counts } };
        const int rounds = 500;
        for (var round = 0; round < rounds; round++)
        {
            team.Run(&step);
        }

        Assert.All(new Span<int>(counts, units).ToArray(), count => Assert.Equal(rounds, count));
        NativeMemory.Free(counts);
    }

    [Fact]
    public void AStepSeesWhatTheStepBeforeWrote()
    {
        // Each unit doubles every cell's neighbour from the previous round: one lost write changes the end result.
        const int units = 37;
        var cells = stackalloc int[2 * units];
        new Span<int>(cells, units).Fill(1);
        using var team = new WorkerTeam(Workers);
        var there = new BoundStep { Run = &RotateThere, Units = units, RunUnits = Math.Max(1, units / 16), Context = new StepContext { Prepared = (byte*)cells } };
        var back = new BoundStep { Run = &RotateBack, Units = units, RunUnits = Math.Max(1, units / 16), Context = new StepContext { Prepared = (byte*)cells } };
        for (var round = 0; round < 2000; round++)
        {
            team.Run(&there);
            team.Run(&back);
        }

        Assert.All(new Span<int>(cells, units).ToArray(), cell => Assert.Equal(4001, cell));
    }

    [Fact]
    public void SleepingWorkersAreWokenAndStopWhenDisposed()
    {
        var counts = stackalloc int[8];
        new Span<int>(counts, 8).Clear();
        var step = new BoundStep { Run = &CountUnits, Units = 8, RunUnits = 1, Context = new StepContext { Prepared = (byte*)counts } };
        var team = new WorkerTeam(Workers);
        for (var round = 0; round < 5; round++)
        {
            Thread.Sleep(5);
            team.Run(&step);
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
        var step = new BoundStep { Run = &CountUnits, Units = 8, RunUnits = 1, Context = new StepContext { Prepared = (byte*)counts } };
        using var team = new WorkerTeam(Workers, isPinned: true);
        for (var round = 0; round < 200; round++)
        {
            team.Run(&step);
        }

        Assert.All(new Span<int>(counts, 8).ToArray(), count => Assert.Equal(200, count));
    }

    [Fact]
    public void HandingOutStepsAllocatesNothing()
    {
        using var team = new WorkerTeam(Workers);
        var counts = stackalloc int[64];
        var step = new BoundStep { Run = &CountUnits, Units = 64, RunUnits = 4, Context = new StepContext { Prepared = (byte*)counts } };
        RunMany(team, &step);
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 300 && least > 1000; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            RunMany(team, &step);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // Counted over all threads: those of the test host itself may allocate in some attempts, a team that did would in every one.
        Assert.InRange(least, 0, 1000);
    }

    private static void RunMany(WorkerTeam team, BoundStep* step)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (i % 200 == 0)
            {
                Thread.Sleep(2);
            }

            team.Run(step);
        }
    }

    private static void CountUnits(StepContext* step, int begin, int end, int worker)
    {
        for (var unit = begin; unit < end; unit++)
        {
            ((int*)step->Prepared)[unit]++;
        }
    }

    private static void RotateThere(StepContext* step, int begin, int end, int worker)
    {
        var cells = (int*)step->Prepared;
        for (var unit = begin; unit < end; unit++)
        {
            cells[37 + unit] = cells[(unit + 5) % 37] + 1;
        }
    }

    private static void RotateBack(StepContext* step, int begin, int end, int worker)
    {
        var cells = (int*)step->Prepared;
        for (var unit = begin; unit < end; unit++)
        {
            cells[unit] = cells[37 + ((unit + 3) % 37)] + 1;
        }
    }
}
