namespace EdgeRuntime.Pipeline;

/// <summary>The second half of the path: a full window to scores, scores to decisions, decisions to the actuators that want them.</summary>
internal sealed class DecisionStage
{
    private readonly PipelineParts _parts;
    private readonly PipelineCounters _counters;
    private readonly DecisionHistory _history;
    private readonly ClassPresence _presence;
    private readonly ActuatorBinding[] _actuators;
    private readonly string[] _labels;
    private readonly Decider _decider;
    private readonly float[] _scores;
    private readonly ClassChange[] _changes;
    private bool _hasAnswer;
    private long _busyUntilNs = long.MinValue;

    public DecisionStage(PipelineParts parts, PipelineCounters counters, DecisionHistory history, ClassPresence presence)
    {
        var classCount = parts.Scorer.Labels.Count;
        (_parts, _counters, _history, _presence) = (parts, counters, history, presence);
        (_actuators, _labels) = ([.. parts.Actuators], [.. parts.Scorer.Labels]);
        _decider = Decider.Create(parts.Decision, classCount);
        _scores = new float[classCount];
        _changes = new ClassChange[Math.Max(2, classCount)];
    }

    public void Infer(SampleWindow window, long triggeredAtNs)
    {
        if (!window.IsFull)
        {
            _counters.CountSkippedTrigger();
            return;
        }

        var hadToWait = triggeredAtNs < _busyUntilNs;
        if (hadToWait)
        {
            _counters.CountLateTrigger();
        }

        if (hadToWait && _hasAnswer && _parts.Overrun == OverrunPolicy.PreviousAnswer)
        {
            _counters.CountPreviousAnswer();
            Tell(changeCount: 0, triggeredAtNs, isPrevious: true);
            return;
        }

        var scorer = hadToWait ? _parts.SmallerScorer ?? _parts.Scorer : _parts.Scorer;
        scorer.Score(window.Latest, _scores);
        if (scorer != _parts.Scorer)
        {
            _counters.CountSmallerAnswer();
        }

        _hasAnswer = true;
        _counters.CountInference();
        Tell(_decider.Decide(_scores, _changes, _parts.Clock.NowNs), triggeredAtNs, isPrevious: false);
        scorer.Observe(window.Latest);
        _parts.Samples?.Offer(window.Latest, SampleHardness.Of(scorer.Drift, _scores));
        _busyUntilNs = _parts.Clock.NowNs;
    }

    /// <summary>Nothing is known any more: no class is present, and every actuator goes to its safe state.</summary>
    public void MakeSafe()
    {
        _hasAnswer = false;
        _decider.Reset();
        _presence.Clear(_parts.Clock.NowNs);
        foreach (var binding in _actuators)
        {
            binding.Actuator.MakeSafe();
        }
    }

    private void Tell(int changeCount, long triggeredAtNs, bool isPrevious)
    {
        var nowNs = _parts.Clock.NowNs;
        var latencyNs = nowNs - triggeredAtNs;
        _counters.Latency.Record(latencyNs);
        if (_parts.DeadlineNs > 0 && latencyNs > _parts.DeadlineNs)
        {
            _counters.CountDeadlineMiss();
        }

        var best = Decider.Argmax(_scores);
        var bestChanged = false;
        for (var i = 0; i < changeCount; i++)
        {
            _counters.CountDecision();
            bestChanged |= _changes[i].ClassIndex == best;
            Act(_changes[i].ClassIndex, isChange: true, nowNs, latencyNs, isPrevious);
            _presence.Change(_changes[i].ClassIndex, _changes[i].IsActive, nowNs);
        }

        if (!bestChanged)
        {
            Act(best, isChange: false, nowNs, latencyNs, isPrevious);
        }
    }

    private void Act(int classIndex, bool isChange, long nowNs, long latencyNs, bool isPrevious)
    {
        var decision = new Decision(
            _counters.Inferences, nowNs, classIndex, _labels[classIndex], _scores[classIndex], _decider.IsActive(classIndex), isChange, latencyNs)
        {
            IsPrevious = isPrevious,
        };
        _history.Add(decision);
        foreach (var binding in _actuators)
        {
            if (binding.Wants(decision))
            {
                binding.Actuator.Act(decision);
            }
        }
    }
}
