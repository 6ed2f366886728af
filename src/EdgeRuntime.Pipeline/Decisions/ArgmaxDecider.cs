namespace EdgeRuntime.Pipeline;

/// <summary>
/// The class with the highest score is present when that score reaches the threshold (less the hysteresis, while it is the present one);
/// otherwise none is. A new answer must repeat <see cref="DecisionRule.Debounce"/> times before it replaces the old one.
/// </summary>
internal sealed class ArgmaxDecider(DecisionRule rule, int classCount) : Decider(rule, classCount)
{
    private const int None = -1;

    private int _present = None;
    private int _pending = None;
    private int _agreements;

    public override bool IsActive(int classIndex) => classIndex == _present;

    public override int Decide(ReadOnlySpan<float> scores, Span<ClassChange> changes)
    {
        var best = Argmax(scores);
        var needed = best == _present ? Rule.Threshold - Rule.Hysteresis : Rule.Threshold;
        var answer = scores[best] >= needed && !Ignored[best] ? best : None;

        _agreements = answer == _pending ? Math.Min(_agreements + 1, Rule.Debounce) : 1;
        _pending = answer;
        if (answer == _present || _agreements < Rule.Debounce)
        {
            return 0;
        }

        var count = 0;
        if (_present != None)
        {
            changes[count++] = new ClassChange(_present, false);
        }

        if (answer != None)
        {
            changes[count++] = new ClassChange(answer, true);
        }

        _present = answer;
        return count;
    }

    public override void Reset() => (_present, _pending, _agreements) = (None, None, 0);
}
