using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// <see cref="BinaryLoop"/> a block at a time. An input that is repeated is laid out as a block of equal elements; the end of a run that
/// fills no block is computed in blocks on the stack, so that nothing outside the tensors is touched.
/// </summary>
internal static unsafe class BinaryRows
{
    public const int MaxBlockLength = 64;

    /// <summary>Whether runs are long enough to be worth blocks.</summary>
    public static bool Covers(StepView step, int blockLength) =>
        BroadcastPlan.Of(step.Inputs[0].Shape, step.Inputs[1].Shape, step.Outputs[0].Shape).Inner >= blockLength;

    public static BoundKernel Bind<T, TBlocks>(StepView step)
        where T : unmanaged
        where TBlocks : unmanaged, IBinaryBlocks<TBlocks, T>
    {
        var length = UnitLength(step.Inputs[0].Shape, step.Inputs[1].Shape, step.Outputs[0].Shape);
        return new()
        {
            Run = &Run<T, TBlocks>,
            Prepare = &Prepare<T, TBlocks>,
            PreparedBytes = sizeof(Prepared<TBlocks>),
            Units = (int)(((long)step.Outputs[0].Shape.ElementCount + length - 1) / length),
            Unit = UnitBytes.Elements(step, length),
        };
    }

    /// <summary>
    /// Elements of a unit: a pixel of images of one shape, so that workers have the same part as of the convolutions around; else a block
    /// of <see cref="ElementBlocks"/>.
    /// </summary>
    private static int UnitLength(Shape a, Shape b, Shape output) =>
        output.Rank == 4 && output[3] <= ElementBlocks.Length && a.ElementCount == output.ElementCount && b.ElementCount == output.ElementCount
            ? output[3]
            : ElementBlocks.Length;

    private static void Prepare<T, TBlocks>(StepContext* step)
        where T : unmanaged
        where TBlocks : unmanaged, IBinaryBlocks<TBlocks, T> => *(Prepared<TBlocks>*)step->Prepared = new()
        {
            Plan = BroadcastPlan.Of(step->Inputs[0].Shape, step->Inputs[1].Shape, step->Outputs[0].Shape),
            UnitLength = UnitLength(step->Inputs[0].Shape, step->Inputs[1].Shape, step->Outputs[0].Shape),
            Blocks = TBlocks.Prepare(step),
        };

    private static void Run<T, TBlocks>(StepContext* step, int begin, int end, int worker)
        where T : unmanaged
        where TBlocks : unmanaged, IBinaryBlocks<TBlocks, T>
    {
        var prepared = (Prepared<TBlocks>*)step->Prepared;
        var plan = &prepared->Plan;
        var (inner, stepA, stepB) = (plan->Inner, plan->InnerStepA, plan->InnerStepB);
        T* repeatedA = stackalloc T[MaxBlockLength], repeatedB = stackalloc T[MaxBlockLength];
        var last = (int)Math.Min((long)end * prepared->UnitLength, step->Outputs[0].ElementCount);
        var position = begin * prepared->UnitLength;
        while (position < last)
        {
            var (run, within) = Math.DivRem(position, inner);
            var (startA, startB) = plan->StartOf(run);
            var a = Whole<T, TBlocks>(step->Inputs[0].As<T>() + startA, stepA, within, repeatedA);
            var b = Whole<T, TBlocks>(step->Inputs[1].As<T>() + startB, stepB, within, repeatedB);
            var y = step->Outputs[0].As<T>() + position;
            var count = Math.Min(inner - within, last - position);
            var whole = count / TBlocks.BlockLength * TBlocks.BlockLength;
            prepared->Blocks.Apply(a, stepA, b, stepB, y, whole);
            if (whole < count)
            {
                ApplyRest(ref prepared->Blocks, a + ((nint)whole * stepA), stepA, b + ((nint)whole * stepB), stepB, y + whole, count - whole);
            }

            position += count;
        }
    }

    /// <summary>Where an input's run is read: in place, or in a block of its only element.</summary>
    private static T* Whole<T, TBlocks>(T* run, int step, int within, T* repeated)
        where T : unmanaged
        where TBlocks : unmanaged, IBinaryBlocks<TBlocks, T>
    {
        if (step != 0)
        {
            return run + within;
        }

        new Span<T>(repeated, TBlocks.BlockLength).Fill(*run);
        return repeated;
    }

    private static void ApplyRest<T, TBlocks>(ref TBlocks blocks, T* a, int stepA, T* b, int stepB, T* y, int count)
        where T : unmanaged
        where TBlocks : unmanaged, IBinaryBlocks<TBlocks, T>
    {
        T* restA = stackalloc T[MaxBlockLength], restB = stackalloc T[MaxBlockLength], restY = stackalloc T[MaxBlockLength];
        new ReadOnlySpan<T>(a, count).CopyTo(new Span<T>(restA, count));
        new ReadOnlySpan<T>(b, count).CopyTo(new Span<T>(restB, count));
        blocks.Apply(stepA == 0 ? a : restA, stepA, stepB == 0 ? b : restB, stepB, restY, TBlocks.BlockLength);
        new ReadOnlySpan<T>(restY, count).CopyTo(new Span<T>(y, count));
    }

    private struct Prepared<TBlocks> where TBlocks : unmanaged
    {
        public BroadcastPlan Plan;
        public int UnitLength;
        public TBlocks Blocks;
    }
}
