namespace EdgeRuntime.Pipeline;

/// <summary>
/// Every class has its own gate: it opens after <see cref="DecisionRule.Debounce"/> scores in a row at or above the threshold and closes
/// after as many in a row below threshold - hysteresis.
/// </summary>
internal sealed class PerClassDecider(DecisionRule rule, int classCount) : Decider(rule, classCount)
{
    private readonly bool[] _active = new bool[classCount];
    private readonly int[] _against = new int[classCount];

    public override bool IsActive(int classIndex) => _active[classIndex];

    public override int Decide(ReadOnlySpan<float> scores, Span<ClassChange> changes)
    {
        for (var i = 0; i < ClassCount; i++)
        {
            var holds = _active[i] ? scores[i] >= Rule.Threshold - Rule.Hysteresis : scores[i] < Rule.Threshold || float.IsNaN(scores[i]);
            _against[i] = holds || Ignored[i] ? 0 : _against[i] + 1;
        }

        var gone = Turn(from: true, changes, 0);
        return Turn(from: false, changes, gone);
    }

    public override void Reset()
    {
        Array.Clear(_active);
        Array.Clear(_against);
    }

    private int Turn(bool from, Span<ClassChange> changes, int count)
    {
        for (var i = 0; i < ClassCount; i++)
        {
            if (_active[i] == from && _against[i] >= Rule.Debounce)
            {
                (_active[i], _against[i]) = (!from, 0);
                changes[count++] = new ClassChange(i, !from);
            }
        }

        return count;
    }
}
