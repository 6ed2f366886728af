namespace EdgeRuntime.Pipeline;

/// <summary>
/// The class with the highest score is present when that score reaches the threshold (less the hysteresis, while it is the present one) and
/// is ahead of the second by the margin; otherwise none is, or <see cref="DecisionRule.RejectClass"/>. A new answer must repeat <see cref="DecisionRule.Debounce"/> times before it
/// replaces the old one, and no class comes within <see cref="DecisionRule.RefractoryNs"/> of another.
/// </summary>
internal sealed class ArgmaxDecider(DecisionRule rule, int classCount) : Decider(rule, classCount)
{
    private const int None = -1;

    private int _present = None;
    private int _pending = None;
    private int _agreements;
    private Refractory _refractory = new(rule.RefractoryNs);

    public override bool IsActive(int classIndex) => classIndex == _present;

    private protected override int Judge(ReadOnlySpan<float> scores, Span<ClassChange> changes, long nowNs)
    {
        var best = Argmax(scores);
        var answer = IsGood(scores, best) && !Ignored[best] && (best == _present || _refractory.Allows(nowNs)) ? best : Rule.RejectClass;

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
            if (answer != Rule.RejectClass)
            {
                _refractory.Begin(nowNs);
            }
        }

        _present = answer;
        return count;
    }

    private protected override void Forget()
    {
        (_present, _pending, _agreements) = (None, None, 0);
        _refractory.Reset();
    }

    private bool IsGood(ReadOnlySpan<float> scores, int best)
    {
        var slack = best == _present ? Rule.Hysteresis : 0;
        return scores[best] >= Rule.Threshold - slack && (Rule.Margin == 0 || scores[best] - Second(scores, best) >= Rule.Margin - slack);
    }

    private static float Second(ReadOnlySpan<float> scores, int best)
    {
        var second = float.NegativeInfinity;
        for (var i = 0; i < scores.Length; i++)
        {
            second = i != best && scores[i] > second ? scores[i] : second;
        }

        return second;
    }
}
