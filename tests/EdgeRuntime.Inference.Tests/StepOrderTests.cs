using EdgeRuntime.Kernels;

namespace EdgeRuntime.Inference.Tests;

public unsafe class StepOrderTests
{
    private const int Workers = 2, RowBytes = 512, Rows = 8, Bytes = Rows * RowBytes;

    /// <summary>Convolution a to b, convolution b to c, sum of a and c into c, convolution c to a; rows and blocks are split alike.</summary>
    [Fact]
    public void AStepWaitsForTheLastOneWhoseMemoryAnotherWorkerTouches()
    {
        var rows = new UnitBytes(RowBytes);
        using var net = new Net(
            (Rows, rows, [0], 1),
            (Rows, rows, [1], 2),
            (Rows / 2, new UnitBytes(2 * RowBytes, 2 * RowBytes, 2 * RowBytes), [0, 2], 2),
            (Rows, rows, [2], 0));
        Assert.Equal([(0, 0), (1, 0), (0, 0), (3, 0)], net.Waits(plan: 1));
    }

    /// <summary>A window of three rows under each of the second step's rows: only the row at the other worker's part waits.</summary>
    [Fact]
    public void OnlyOuterRowsWaitForThePartsBeside()
    {
        using var net = new Net((Rows, new UnitBytes(RowBytes), [0], 1), (Rows, new UnitBytes(RowBytes, RowBytes, Before: RowBytes, After: RowBytes), [1], 2));
        Assert.Equal([(0, 0), (1, 0)], net.Waits(plan: 1));
        Assert.Equal([0, 0], net.InnerWaits(plan: 1));
        Assert.Equal((0, 3), net.Steps[1].Inner(0, Workers));
        Assert.Equal((5, 8), net.Steps[1].Inner(1, Workers));
    }

    /// <summary>Rows of two, under windows of three from the first one on.</summary>
    [Fact]
    public void OnlyTheEndWaitsWhereWindowsReachForwardOnly()
    {
        using var net = new Net((Rows, new UnitBytes(RowBytes), [0], 1), (Rows / 2, new UnitBytes(2 * RowBytes, 2 * RowBytes, After: RowBytes), [1], 2));
        Assert.Equal([(0, 0), (1, 0)], net.Waits(plan: 1));
        Assert.Equal([0, 0], net.InnerWaits(plan: 1));
        Assert.Equal((0, 1), net.Steps[1].Inner(0, Workers));
        Assert.Equal((2, 4), net.Steps[1].Inner(1, Workers));
    }

    /// <summary>The second step writes what the first one reads; the third reads that, windows of all rows.</summary>
    [Fact]
    public void NoRowIsInnerWhereOthersMayStillReadWhatItOverwritesOrReadAllOfIt()
    {
        var window = new UnitBytes(RowBytes, RowBytes, Before: RowBytes, After: RowBytes);
        var all = new UnitBytes(RowBytes, RowBytes, Before: Bytes, After: Bytes);
        using var net = new Net((Rows, window, [0], 1), (Rows, window, [1], 0), (Rows, all, [0], 2));
        Assert.Equal([(0, 0), (1, 0), (2, 0)], net.Waits(plan: 1));
        Assert.Equal([0, 1, 2], net.InnerWaits(plan: 1));
    }

    /// <summary>What the caller computed alone all rows wait for, and the caller alone for all parts.</summary>
    [Fact]
    public void InnerRowsWaitForStepsOfTheCallerAlone()
    {
        var window = new UnitBytes(RowBytes, RowBytes, Before: RowBytes, After: RowBytes);
        using var net = new Net((Rows, window, [0], 1), (Rows, window, [1], 2), (Rows, window, [2], 3));
        net.Steps[1].SharedFrom = 2;
        Assert.Equal([(0, 0), (1, 0), (0, 2)], net.Waits(plan: 1));
        Assert.Equal([0, 1, 0], net.InnerWaits(plan: 1));
        Assert.Equal([(0, 0), (1, 0), (2, 0)], net.Waits(plan: 2));
        Assert.Equal([0, 0, 0], net.InnerWaits(plan: 2));
    }

    [Fact]
    public void NothingIsTakenForSplitAlikeThatIsNotKnownToBe()
    {
        using var net = new Net(
            (Rows, new UnitBytes(RowBytes), [0], 1),
            (Rows, default, [1], 2),
            (3, new UnitBytes(Bytes / 3, Bytes / 3), [2], 1));
        Assert.Equal([(0, 0), (1, 0), (2, 0)], net.Waits(plan: 1));
    }

    /// <summary>The last step writes what the first one reads; what lies between is not its concern.</summary>
    [Fact]
    public void AStepWaitsForWhoReadsWhatItOverwrites()
    {
        var rows = new UnitBytes(RowBytes);
        using var net = new Net((Rows, rows, [0], 1), (Rows, rows, [2], 3), (Rows, rows, [4], 0));
        Assert.Equal([(0, 0), (0, 0), (1, 0)], net.Waits(plan: 1));
    }

    [Fact]
    public void StepsOfTheCallerAloneWaitForSharedOnesAndAreWaitedFor()
    {
        var rows = new UnitBytes(RowBytes, RowBytes);
        using var net = new Net((Rows, rows, [0], 1), (1, default, [1], 2), (1, default, [2], 3), (Rows, rows, [3], 4));
        (net.Steps[1].SharedFrom, net.Steps[2].SharedFrom) = (StepCost.NeverShared, 3);
        Assert.Equal([(0, 0), (1, 0), (0, 0), (0, 3)], net.Waits(plan: 1));
        Assert.Equal([(0, 0), (1, 0), (0, 2), (3, 0)], net.Waits(plan: 3));
    }

    [Fact]
    public void AShortStepIsSharedWhereItsPartIsAtHand()
    {
        var same = new UnitBytes(RowBytes, RowBytes);
        using var net = new Net((Rows, same, [0], 1), (Rows, same, [1], 2), (Rows, default, [2], 3));
        net.Steps[0].SharedFrom = 2;
        net.Steps[1].SharedFrom = net.Steps[2].SharedFrom = StepCost.NeverShared;
        net.Waits(plan: 2);
        Assert.Equal(2, net.Steps[1].SharedFrom);
        Assert.Equal(StepCost.NeverShared, net.Steps[2].SharedFrom);
    }

    /// <summary>Steps over tensors of one size, which are only addresses here.</summary>
    private sealed class Net : IDisposable
    {
        private readonly NativeBlock _memory;
        private readonly UnitBytes[] _units;

        public Net(params (int Units, UnitBytes Unit, int[] Inputs, int Output)[] steps)
        {
            _units = [.. steps.Select(s => s.Unit)];
            var operands = steps.Sum(s => s.Inputs.Length + 1);
            _memory = new NativeBlock((steps.Length * sizeof(BoundStep)) + (operands * sizeof(Operand)));
            Steps = (BoundStep*)_memory.Data;
            var operand = (Operand*)(Steps + steps.Length);
            for (var s = 0; s < steps.Length; s++)
            {
                (Steps[s].Units, Steps[s].SharedFrom) = (steps[s].Units, 1);
                ref var context = ref Steps[s].Context;
                context.Inputs = operand;
                context.InputCount = steps[s].Inputs.Length;
                context.Outputs = operand + context.InputCount;
                context.OutputCount = 1;
                foreach (var tensor in steps[s].Inputs.Append(steps[s].Output))
                {
                    operand->Data = (byte*)((tensor + 1L) * Bytes);
                    operand->ByteLength = Bytes;
                    operand++;
                }
            }
        }

        public BoundStep* Steps { get; }

        /// <summary>Indices behind the shared step and behind the caller's that each step waits for.</summary>
        public (int Shared, int Alone)[] Waits(int plan)
        {
            for (var s = 0; s < _units.Length; s++)
            {
                new Span<int>(Steps[s].SharedBefore, StepCost.Plans).Clear();
                new Span<int>(Steps[s].AloneBefore, StepCost.Plans).Clear();
                new Span<int>(Steps[s].InnerBefore, StepCost.Plans).Clear();
                (Steps[s].OuterFirst, Steps[s].OuterLast) = (0, 0);
            }

            StepOrder.Write(Steps, _units, [], Workers);
            var waits = new (int, int)[_units.Length];
            for (var s = 0; s < waits.Length; s++)
            {
                waits[s] = (Steps[s].SharedBefore[plan], Steps[s].AloneBefore[plan]);
            }

            return waits;
        }

        /// <summary>Indices behind the shared step that the inner units of each step wait for, after <see cref="Waits"/>.</summary>
        public int[] InnerWaits(int plan) => [.. Enumerable.Range(0, _units.Length).Select(s => Steps[s].InnerBefore[plan])];

        public void Dispose() => _memory.Dispose();
    }
}
