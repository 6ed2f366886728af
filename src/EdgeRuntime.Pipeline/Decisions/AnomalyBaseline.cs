namespace EdgeRuntime.Pipeline;

/// <summary>
/// What scores are usually like: every score becomes its distance from the mean, in standard deviations. Mean and variance are learned from
/// the first inferences (B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 1962),
/// during which every distance is 0, or given. With a forgetting factor they follow slow change afterwards (T. Finch, "Incremental
/// calculation of weighted mean and variance", 2009, section 9), but not what lies too far off. One thread applies, any may read.
/// </summary>
public sealed class AnomalyBaseline : IScoreFilter
{
    /// <summary>Least standard deviation, as a share of the mean: less is rounding.</summary>
    private const double LeastDeviation = 1e-6;

    private readonly BaselineSettings _settings;
    private readonly double[] _means;
    private readonly double[] _variances; // while learning: sums of squares
    private long _count;
    private int _version; // odd while numbers change

    /// <param name="settings">How it learns.</param>
    /// <param name="classCount">Scores of one inference.</param>
    public AnomalyBaseline(BaselineSettings settings, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Inferences, 2);
        (_settings, _means, _variances) = (settings, new double[classCount], new double[classCount]);
    }

    /// <summary>Inferences that it has learned from, at most those that it is to.</summary>
    public long Count => Volatile.Read(ref _count);

    public bool IsLearned => Count >= _settings.Inferences;

    /// <summary>Changes whenever a number does.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Takes what was learned before, or given; before the first inference.</summary>
    /// <param name="means">One per class.</param>
    /// <param name="deviations">Standard deviations, one per class.</param>
    public void Restore(IReadOnlyList<double> means, IReadOnlyList<double> deviations)
    {
        for (var i = 0; i < _means.Length; i++)
        {
            (_means[i], _variances[i]) = (means[i], deviations[i] * deviations[i]);
        }

        Volatile.Write(ref _count, _settings.Inferences);
    }

    /// <summary>Means and standard deviations as they are now, of one moment.</summary>
    public (double[] Means, double[] Deviations) Snapshot()
    {
        while (true)
        {
            var version = Version;
            var (means, deviations) = (_means.ToArray(), Array.ConvertAll(_variances, Math.Sqrt));
            Interlocked.MemoryBarrier();
            if ((version & 1) == 0 && version == Version)
            {
                return (means, deviations);
            }
        }
    }

    /// <summary>Scores to distances, in place. A NaN stays one and is not learned from.</summary>
    public void Apply(Span<float> scores)
    {
        Volatile.Write(ref _version, _version + 1);
        Interlocked.MemoryBarrier();
        if (_count < _settings.Inferences)
        {
            Learn(scores);
        }
        else
        {
            Judge(scores);
        }

        Volatile.Write(ref _version, _version + 1);
    }

    /// <summary>What is usual stays usual when a sensor was lost.</summary>
    public void Reset()
    {
    }

    private void Learn(Span<float> scores)
    {
        foreach (var score in scores)
        {
            if (float.IsNaN(score))
            {
                scores.Clear();
                return;
            }
        }

        var count = _count + 1;
        for (var i = 0; i < scores.Length; i++)
        {
            var distance = scores[i] - _means[i];
            _means[i] += distance / count;
            _variances[i] += distance * (scores[i] - _means[i]);
            scores[i] = 0;
        }

        if (count == _settings.Inferences)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                _variances[i] /= count - 1;
            }
        }

        Volatile.Write(ref _count, count);
    }

    private void Judge(Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var distance = scores[i] - _means[i];
            var deviation = Math.Max(Math.Sqrt(_variances[i]), Math.Max(LeastDeviation * Math.Abs(_means[i]), double.Epsilon));
            scores[i] = (float)Math.Clamp(distance / deviation, -float.MaxValue, float.MaxValue);
            if (_settings.Forgetting > 0 && Math.Abs(distance) <= _settings.LearnWithin * deviation)
            {
                var step = _settings.Forgetting * distance;
                _means[i] += step;
                _variances[i] = (1 - _settings.Forgetting) * (_variances[i] + (distance * step));
            }
        }
    }
}
