namespace EdgeRuntime.Pipeline;

/// <summary>The second half of the path: a full window to scores, scores to decisions, decisions to the actuators that want them.</summary>
internal sealed class DecisionStage
{
    private readonly PipelineParts _parts;
    private readonly PipelineCounters _counters;
    private readonly ActuatorBinding[] _actuators;
    private readonly string[] _labels;
    private readonly Decider _decider;
    private readonly float[] _scores;
    private readonly ClassChange[] _changes;

    public DecisionStage(PipelineParts parts, PipelineCounters counters)
    {
        var classCount = parts.Scorer.Labels.Count;
        (_parts, _counters) = (parts, counters);
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

        _parts.Scorer.Score(window.Latest, _scores);
        var changeCount = _decider.Decide(_scores, _changes);
        var nowNs = _parts.Clock.NowNs;
        _counters.CountInference();
        _counters.Latency.Record(nowNs - triggeredAtNs);

        var best = Decider.Argmax(_scores);
        var bestChanged = false;
        for (var i = 0; i < changeCount; i++)
        {
            _counters.CountDecision();
            bestChanged |= _changes[i].ClassIndex == best;
            Act(_changes[i].ClassIndex, isChange: true, nowNs, triggeredAtNs);
        }

        if (!bestChanged)
        {
            Act(best, isChange: false, nowNs, triggeredAtNs);
        }

        _parts.Scorer.Observe(window.Latest);
    }

    /// <summary>Nothing is known any more: no class is present, and every actuator goes to its safe state.</summary>
    public void MakeSafe()
    {
        _decider.Reset();
        foreach (var binding in _actuators)
        {
            binding.Actuator.MakeSafe();
        }
    }

    private void Act(int classIndex, bool isChange, long nowNs, long triggeredAtNs)
    {
        var decision = new Decision(
            _counters.Inferences,
            nowNs,
            classIndex,
            _labels[classIndex],
            _scores[classIndex],
            _decider.IsActive(classIndex),
            isChange,
            nowNs - triggeredAtNs);
        foreach (var binding in _actuators)
        {
            if (binding.Wants(decision))
            {
                binding.Actuator.Act(decision);
            }
        }
    }
}
