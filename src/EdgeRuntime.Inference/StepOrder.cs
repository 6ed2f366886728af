using EdgeRuntime.Kernels;

namespace EdgeRuntime.Inference;

/// <summary>
/// Which earlier steps a step of a team has to wait for: the last ones with memory that either writes and the other touches. Where both
/// steps leave the same bytes of it to the same worker (a product behind a depthwise convolution, a sum of two products), each worker goes
/// on with its own part at once; so a short step is shared behind a shared one, where the caller alone would fetch what others wrote.
/// Where windows reach a few rows into the parts beside, only the outer rows of a part wait: the inner ones are computed before.
/// </summary>
internal static unsafe class StepOrder
{
    /// <summary>How two steps meet in memory that at least one of them writes; the later the worse.</summary>
    private enum Meeting
    {
        None,

        /// <summary>A worker's part of the later step needs its own part of the earlier one only.</summary>
        OwnPart,

        /// <summary>It needs a little of the parts beside, too.</summary>
        PartsBeside,
        AllParts,
    }

    /// <summary>Writes <see cref="BoundStep.SharedBefore"/> and what is like it of all steps.</summary>
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
                var meeting = Meet(touched[r], touched[s], steps + r, steps + s, workers);
                if (meeting != Meeting.None)
                {
                    steps[s].SharedFrom = isFirst && meeting == Meeting.OwnPart ? Math.Min(steps[s].SharedFrom, steps[r].SharedFrom) : steps[s].SharedFrom;
                    isFirst = false;
                    open -= Order(steps + r, steps + s, r + 1, meeting);
                }
            }
        }
    }

    /// <summary>Lets a step wait for an earlier one that it shares memory with, under all plans that do not have a later one to wait for.</summary>
    /// <returns>Plans under which nothing before the earlier step needs to be waited for any more.</returns>
    private static int Order(BoundStep* earlier, BoundStep* step, int behind, Meeting meeting)
    {
        var closed = 0;
        for (var plan = 1; plan < StepCost.Plans; plan++)
        {
            var (isEarlierShared, isShared) = (earlier->SharedFrom <= plan, step->SharedFrom <= plan);
            if (step->InnerBefore[plan] > 0 || (isEarlierShared ? isShared && meeting == Meeting.OwnPart : !isShared))
            {
                continue;
            }

            if (!isEarlierShared)
            {
                step->AloneBefore[plan] = Math.Max(step->AloneBefore[plan], behind);
                continue;
            }

            step->SharedBefore[plan] = Math.Max(step->SharedBefore[plan], behind);
            if (!isShared || meeting == Meeting.AllParts)
            {
                step->InnerBefore[plan] = behind;
                closed++;
            }
        }

        return closed;
    }

    private static Meeting Meet(Touched[] earlier, Touched[] later, BoundStep* first, BoundStep* second, int workers)
    {
        var (first0, last0) = (second->OuterFirst, second->OuterLast);
        var worst = Meeting.None;
        foreach (var a in earlier)
        {
            foreach (var b in later)
            {
                if ((a.IsWritten || b.IsWritten) && a.Begin < b.End && b.Begin < a.End)
                {
                    var meeting = a.Begin != b.Begin || a.End != b.End ? Meeting.AllParts : Meet(a, b, first, second, workers);
                    worst = meeting > worst ? meeting : worst;
                }
            }
        }

        if (worst == Meeting.AllParts)
        {
            (second->OuterFirst, second->OuterLast) = (first0, last0);
        }

        return worst;
    }

    /// <summary>How two steps meet in one tensor; where in parts beside, the later one's outer units become as many as need that.</summary>
    private static Meeting Meet(Touched a, Touched b, BoundStep* first, BoundStep* second, int workers)
    {
        if (IsSameSplit(a, b, first, second, workers))
        {
            return Meeting.OwnPart;
        }

        if (!a.IsWritten || b.IsWritten || a.UnitBytes == 0 || b.UnitBytes == 0 || a.Reaches)
        {
            return Meeting.AllParts;
        }

        for (var worker = 0; worker < workers; worker++)
        {
            var (begin, end) = (second->PartBegin(worker, workers), second->PartBegin(worker + 1, workers));
            var (own, ownEnd) = (a.UnitBytes * first->PartBegin(worker, workers), a.UnitBytes * first->PartBegin(worker + 1, workers));
            var inner = worker == 0 ? begin : (own + b.Before + b.UnitBytes - 1) / b.UnitBytes;
            var innerEnd = worker == workers - 1 ? end : (ownEnd - b.After) / b.UnitBytes;
            second->OuterFirst = (int)Math.Max(second->OuterFirst, inner - begin);
            second->OuterLast = (int)Math.Max(second->OuterLast, end - innerEnd);
        }

        for (var worker = 0; worker < workers; worker++)
        {
            var (inner, innerEnd) = second->Inner(worker, workers);
            if (inner >= innerEnd)
            {
                return Meeting.AllParts;
            }
        }

        return Meeting.PartsBeside;
    }

    private static bool IsSameSplit(Touched a, Touched b, BoundStep* first, BoundStep* second, int workers)
    {
        var isSame = a.UnitBytes > 0 && b.UnitBytes > 0 && !a.Reaches && !b.Reaches;
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
            var isWritten = variables.Contains((nint)context.Inputs[i].Data);
            touched[i] = i == 0
                ? new Touched(context.Inputs[i], isWritten, unit.Input0, unit.Before, unit.After)
                : new Touched(context.Inputs[i], isWritten, i == 1 ? unit.Input1 : 0);
        }

        for (var i = 0; i < context.OutputCount; i++)
        {
            touched[context.InputCount + i] = new Touched(context.Outputs[i], true, i == 0 ? unit.Output : 0);
        }

        return touched;
    }

    /// <summary>Memory that a step reads or writes.</summary>
    private readonly struct Touched(in Operand operand, bool isWritten, long unitBytes, long before = 0, long after = 0)
    {
        public readonly nint Begin = (nint)operand.Data;

        public readonly nint End = (nint)operand.Data + (nint)operand.ByteLength;

        public readonly bool IsWritten = isWritten;

        /// <summary>That each unit has of it; 0 when not known.</summary>
        public readonly long UnitBytes = unitBytes;

        /// <summary>That a unit reads before its own.</summary>
        public readonly long Before = before;

        /// <summary>That a unit reads behind its own.</summary>
        public readonly long After = after;

        public bool Reaches => Before > 0 || After > 0;
    }
}
