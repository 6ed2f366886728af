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
            }

            StepOrder.Write(Steps, _units, [], Workers);
            var waits = new (int, int)[_units.Length];
            for (var s = 0; s < waits.Length; s++)
            {
                waits[s] = (Steps[s].SharedBefore[plan], Steps[s].AloneBefore[plan]);
            }

            return waits;
        }

        public void Dispose() => _memory.Dispose();
    }
}
