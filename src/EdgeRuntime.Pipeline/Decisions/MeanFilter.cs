namespace EdgeRuntime.Pipeline;

/// <summary>
/// Every score becomes its mean over the last inferences, those that there are yet: the posterior smoothing of keyword spotters (Chen,
/// Parada, Heigold, "Small-footprint keyword spotting using deep neural networks", ICASSP 2014, section 2.3). Summed anew each time, so
/// that no rounding error stays.
/// </summary>
internal sealed class MeanFilter(int inferences, int classCount) : IScoreFilter
{
    private readonly float[] _last = new float[inferences * classCount]; // (inferences, classCount), a ring
    private int _next;
    private int _count;

    public void Apply(Span<float> scores)
    {
        scores.CopyTo(_last.AsSpan(_next * classCount, classCount));
        _next = (_next + 1) % inferences;
        _count = Math.Min(_count + 1, inferences);
        for (var i = 0; i < classCount; i++)
        {
            var sum = 0.0;
            for (var k = 0; k < _count; k++)
            {
                sum += _last[(k * classCount) + i];
            }

            scores[i] = (float)(sum / _count);
        }
    }

    public void Reset() => (_next, _count) = (0, 0);
}
