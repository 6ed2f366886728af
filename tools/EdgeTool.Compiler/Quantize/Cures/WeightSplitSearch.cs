using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Chooses layers to split by measured damage: those whose rounded weights alone put most noise into the scores for each of their multiplications first,
/// until the scores are so much better than those of the int8 twin that the wider activations are worth their time.
/// </summary>
internal static class WeightSplitSearch
{
    private const int MaxSamples = 16;

    /// <summary>A tenth of the int8 twin's error, and what correcting its biases would still take from that.</summary>
    private const double GoalDb = 20, MarginDb = 4;

    /// <summary>Splits that all together gain less are left out.</summary>
    private const double LeastGainDb = 0.5;

    /// <param name="plan">A plan with 16-bit activations; it is not changed.</param>
    /// <param name="samples">Calibration examples.</param>
    /// <param name="extent">How far to go.</param>
    /// <param name="progress">Called with trials done and all.</param>
    /// <returns>The plan with layers split, or the plan itself where nothing is to gain.</returns>
    public static QuantizationPlan Best(QuantizationPlan plan, InputSamples samples, WeightSplitExtent extent, Action<int, int>? progress = null)
    {
        var candidates = extent == WeightSplitExtent.None ? [] : WeightSplitting.Candidates(plan);
        var chosen = extent == WeightSplitExtent.Measured && candidates.Count > 0 ? Enough(plan, candidates, samples.Take(MaxSamples), progress) : candidates;
        return chosen.Count == 0 ? plan : WeightSplitting.Of(plan, chosen, samples);
    }

    /// <summary>Layers by what their weights' rounding alone does to the scores for each of their multiplications, the worst first.</summary>
    public static IReadOnlyList<LayerSplit> Ordered(QuantizationPlan plan, IReadOnlyList<LayerSplit> candidates, InputSamples samples)
    {
        var seen = samples.Take(MaxSamples);
        var meter = new TrialMeter(plan.Source, seen);
        meter.Try(plan.Copy(ElementType.Float32));
        meter.Keep();
        return [.. candidates.Select(c => (Split: c, Noise: Noise(c) / Math.Max(1, GraphWork.Macs(c.Layer)))).OrderByDescending(c => c.Noise).Select(c => c.Split)];

        double Noise(LayerSplit candidate)
        {
            var alone = plan.Copy(ElementType.Float32);
            alone.SetType(candidate.Layer, ElementType.Int16);
            return Math.Pow(10, -meter.Try(alone).Db / 10);
        }
    }

    private static IReadOnlyList<LayerSplit> Enough(QuantizationPlan plan, IReadOnlyList<LayerSplit> candidates, InputSamples samples, Action<int, int>? progress)
    {
        var meter = new TrialMeter(plan.Source, samples);
        var goal = meter.Try(Int8Twin(plan)).Db + GoalDb + MarginDb;
        List<double> reached = [meter.Try(plan).Db];
        if (reached[0] >= goal)
        {
            return [];
        }

        var ordered = Ordered(plan, candidates, samples);
        var calibration = Calibration.Run(WeightSplitting.GraphOf(plan.Source, ordered), samples);
        while (reached.Count <= ordered.Count && reached[^1] < goal)
        {
            reached.Add(meter.Try(WeightSplitting.Of(plan, [.. ordered.Take(reached.Count)], calibration)).Db);
            progress?.Invoke(reached.Count - 1, ordered.Count);
        }

        return [.. ordered.Take(reached.FindIndex(db => db >= Math.Min(goal, reached.Max() - LeastGainDb)))];
    }

    private static QuantizationPlan Int8Twin(QuantizationPlan plan)
    {
        var twin = plan.Copy(ElementType.Int8);
        foreach (var (node, _) in plan.Types.Where(t => t.Value == ElementType.Float32))
        {
            twin.SetType(node, ElementType.Float32);
        }

        return twin;
    }
}
