using EdgeRuntime.Kernels;

namespace EdgeRuntime.Inference;

/// <summary>
/// Which earlier steps a step of a team has to wait for: the last ones with memory that either writes and the other touches. Where both
/// steps leave the same bytes of it to the same worker (a product behind a depthwise convolution, a sum of two products), each worker goes
/// on with its own part at once; so a short step is shared behind a shared one, where the caller alone would fetch what others wrote.
/// </summary>
internal static unsafe class StepOrder
{
    /// <summary>Writes <see cref="BoundStep.SharedBefore"/> and <see cref="BoundStep.AloneBefore"/> of all steps.</summary>
    /// <param name="steps">Bound to their memory; of short ones <see cref="BoundStep.SharedFrom"/> may become that of the step before.</param>
    /// <param name="units">Of each step.</param>
    /// <param name="variables">Addresses of the variables, which steps write though they are inputs.</param>
    /// <param name="workers">Workers of the team.</param>
    public static void Write(BoundStep* steps, ReadOnlySpan<UnitBytes> units, HashSet<nint> variables, int workers)
    {
        var touched = new Touched[units.Length][];
        for (var s = 0; s < units.Length; s++)
        {
            touched[s] = Touch(steps + s, units[s], variables);
            var (open, isFirst) = (StepCost.Plans - 1, true);
            for (var r = s - 1; r >= 0 && open > 0; r--)
            {
                if (Meet(touched[r], touched[s], steps + r, steps + s, workers, out var isSameSplit))
                {
                    steps[s].SharedFrom = isFirst && isSameSplit ? Math.Min(steps[s].SharedFrom, steps[r].SharedFrom) : steps[s].SharedFrom;
                    isFirst = false;
                    open -= Order(steps + r, steps + s, r + 1, isSameSplit);
                }
            }
        }
    }

    /// <summary>Lets a step wait for an earlier one that it shares memory with, under all plans that do not have a later one to wait for.</summary>
    /// <returns>Plans under which nothing before the earlier step needs to be waited for any more.</returns>
    private static int Order(BoundStep* earlier, BoundStep* step, int behind, bool isSameSplit)
    {
        var closed = 0;
        for (var plan = 1; plan < StepCost.Plans; plan++)
        {
            var (isEarlierShared, isShared) = (earlier->SharedFrom <= plan, step->SharedFrom <= plan);
            if (step->SharedBefore[plan] > 0 || (isEarlierShared ? isShared && isSameSplit : !isShared))
            {
                continue;
            }

            if (isEarlierShared)
            {
                step->SharedBefore[plan] = behind;
                closed++;
            }
            else
            {
                step->AloneBefore[plan] = Math.Max(step->AloneBefore[plan], behind);
            }
        }

        return closed;
    }

    /// <summary>Whether two steps touch memory that at least one of them writes, and whether all of it is split among workers alike.</summary>
    private static bool Meet(Touched[] earlier, Touched[] later, BoundStep* first, BoundStep* second, int workers, out bool isSameSplit)
    {
        var meet = false;
        isSameSplit = true;
        foreach (var a in earlier)
        {
            foreach (var b in later)
            {
                if ((a.IsWritten || b.IsWritten) && a.Begin < b.End && b.Begin < a.End)
                {
                    meet = true;
                    isSameSplit &= a.Begin == b.Begin && a.End == b.End && IsSameSplit(a, b, first, second, workers);
                }
            }
        }

        return meet;
    }

    private static bool IsSameSplit(Touched a, Touched b, BoundStep* first, BoundStep* second, int workers)
    {
        var isSame = a.UnitBytes > 0 && b.UnitBytes > 0;
        for (var worker = 1; worker < workers && isSame; worker++)
        {
            isSame = a.UnitBytes * first->PartBegin(worker, workers) == b.UnitBytes * second->PartBegin(worker, workers);
        }

        return isSame;
    }

    private static Touched[] Touch(BoundStep* step, UnitBytes unit, HashSet<nint> variables)
    {
        ref var context = ref step->Context;
        var touched = new Touched[context.InputCount + context.OutputCount];
        for (var i = 0; i < context.InputCount; i++)
        {
            touched[i] = new Touched(
                context.Inputs[i], variables.Contains((nint)context.Inputs[i].Data), i == 0 ? unit.Input0 : i == 1 ? unit.Input1 : 0);
        }

        for (var i = 0; i < context.OutputCount; i++)
        {
            touched[context.InputCount + i] = new Touched(context.Outputs[i], true, i == 0 ? unit.Output : 0);
        }

        return touched;
    }

    /// <summary>Memory that a step reads or writes.</summary>
    private readonly struct Touched(in Operand operand, bool isWritten, long unitBytes)
    {
        public readonly nint Begin = (nint)operand.Data;

        public readonly nint End = (nint)operand.Data + (nint)operand.ByteLength;

        public readonly bool IsWritten = isWritten;

        /// <summary>That each unit has of it; 0 when not known.</summary>
        public readonly long UnitBytes = unitBytes;
    }
}
