namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// A run of axes whose elements, in the same order, are also one axis: flattened channels, channels in groups, heads of attention. One of the
/// axes, the carrier, may lose lanes, and with each the joined axis loses one lane for every index of the others, which therefore stay whole.
/// </summary>
internal sealed class AxisRegrouping
{
    private readonly ValueAxis _joined;
    private readonly IReadOnlyList<ValueAxis> _apart;

    private AxisRegrouping(ValueAxis joined, IReadOnlyList<ValueAxis> apart) => (_joined, _apart) = (joined, apart);

    /// <summary>
    /// Couples at once what stays one axis, and locks what several axes become several others; gives what is left to resolve.
    /// </summary>
    public static List<AxisRegrouping> Of(IEnumerable<ValueAxis> from, IEnumerable<ValueAxis> to, ChannelCoupling coupling)
    {
        List<ValueAxis> left = [.. from.Where(a => a.Size > 1)], right = [.. to.Where(a => a.Size > 1)];
        var open = new List<AxisRegrouping>();
        var (i, k) = (0, 0);
        while (i < left.Count && k < right.Count)
        {
            var (firstLeft, firstRight) = (i, k);
            long sizeLeft = left[i++].Size, sizeRight = right[k++].Size;
            while (sizeLeft != sizeRight)
            {
                (sizeLeft, sizeRight) = sizeLeft < sizeRight ? (sizeLeft * left[i++].Size, sizeRight) : (sizeLeft, sizeRight * right[k++].Size);
            }

            var (run, otherRun) = (left[firstLeft..i], right[firstRight..k]);
            if (run.Count == 1 && otherRun.Count == 1)
            {
                coupling.Same(run[0], otherRun[0]);
            }
            else if (run.Count == 1 || otherRun.Count == 1)
            {
                open.Add(run.Count == 1 ? new AxisRegrouping(run[0], otherRun) : new AxisRegrouping(otherRun[0], run));
            }
            else
            {
                run.Concat(otherRun).ToList().ForEach(coupling.Lock);
            }
        }

        return open;
    }

    /// <summary>
    /// Chooses carriers, first where only one axis can be one: a choice locks axes, and that may decide others. Where several can, the longest
    /// is taken, the last of equals.
    /// </summary>
    public static void Resolve(IEnumerable<AxisRegrouping> regroupings, LaneSets lanes)
    {
        var open = regroupings.ToList();
        while (open.Count > 0)
        {
            var decided = open.Where(r => r.Candidates(lanes) <= 1).ToList();
            if (decided.Count == 0)
            {
                decided = [open[0]];
            }

            decided.ForEach(r => r.Resolve(lanes));
            open.RemoveAll(decided.Contains);
        }
    }

    private int Candidates(LaneSets lanes) => _apart.Count(a => !lanes.IsLocked(a));

    private void Resolve(LaneSets lanes)
    {
        var carrier = Enumerable.Range(0, _apart.Count).Where(a => !lanes.IsLocked(_apart[a]) && !lanes.IsLocked(_joined))
            .OrderByDescending(a => _apart[a].Size).ThenByDescending(a => a).FirstOrDefault(-1);
        foreach (var other in _apart.Where((_, a) => a != carrier))
        {
            LockAll(other, lanes);
        }

        if (carrier < 0)
        {
            LockAll(_joined, lanes);
            return;
        }

        var inner = _apart.Skip(carrier + 1).Aggregate(1, (product, a) => product * a.Size);
        for (var i = 0; i < _joined.Size; i++)
        {
            lanes.Join(_joined, i, _apart[carrier], i / inner % _apart[carrier].Size);
        }
    }

    private static void LockAll(ValueAxis axis, LaneSets lanes)
    {
        for (var i = 0; i < axis.Size; i++)
        {
            lanes.Lock(axis, i);
        }
    }
}
