namespace EdgeRuntime.Pipeline;

/// <summary>
/// Every class has its own gate: it opens after <see cref="DecisionRule.Debounce"/> scores in a row at or above the threshold, but not within
/// <see cref="DecisionRule.RefractoryNs"/> of the last time it did, and closes after as many in a row below threshold - hysteresis.
/// </summary>
internal sealed class PerClassDecider : Decider
{
    private readonly bool[] _active;
    private readonly int[] _against;
    private readonly Refractory[] _refractory;

    public PerClassDecider(DecisionRule rule, int classCount)
        : base(rule, classCount)
    {
        (_active, _against, _refractory) = (new bool[classCount], new int[classCount], new Refractory[classCount]);
        Array.Fill(_refractory, new Refractory(rule.RefractoryNs));
    }

    public override bool IsActive(int classIndex) => _active[classIndex];

    private protected override int Judge(ReadOnlySpan<float> scores, Span<ClassChange> changes, long nowNs)
    {
        for (var i = 0; i < ClassCount; i++)
        {
            var holds = _active[i] ? scores[i] >= Rule.Threshold - Rule.Hysteresis : scores[i] < Rule.Threshold || float.IsNaN(scores[i]);
            var mayChange = !Ignored[i] && (_active[i] || _refractory[i].Allows(nowNs));
            _against[i] = holds || !mayChange ? 0 : _against[i] + 1;
        }

        var gone = Turn(from: true, changes, 0, nowNs);
        return Turn(from: false, changes, gone, nowNs);
    }

    private protected override void Forget()
    {
        Array.Clear(_active);
        Array.Clear(_against);
        foreach (ref var refractory in _refractory.AsSpan())
        {
            refractory.Reset();
        }
    }

    private int Turn(bool from, Span<ClassChange> changes, int count, long nowNs)
    {
        for (var i = 0; i < ClassCount; i++)
        {
            if (_active[i] == from && _against[i] >= Rule.Debounce)
            {
                (_active[i], _against[i]) = (!from, 0);
                changes[count++] = new ClassChange(i, !from);
                if (!from)
                {
                    _refractory[i].Begin(nowNs);
                }
            }
        }

        return count;
    }
}
