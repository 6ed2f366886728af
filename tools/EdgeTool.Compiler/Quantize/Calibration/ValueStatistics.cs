namespace EdgeTool.Compiler.Quantization;

/// <summary>What calibration saw of one tensor: its distribution, and the extremes and mean of every channel (last axis).</summary>
public sealed class ValueStatistics
{
    private readonly double[] _channelSum;
    private long _positions;

    public ValueStatistics(int channels)
    {
        (ChannelMin, ChannelMax, _channelSum) = (new float[channels], new float[channels], new double[channels]);
        ChannelMin.AsSpan().Fill(float.PositiveInfinity);
        ChannelMax.AsSpan().Fill(float.NegativeInfinity);
    }

    public ValueHistogram Histogram { get; } = new();

    public float[] ChannelMin { get; }

    public float[] ChannelMax { get; }

    /// <summary>Channels that held 0 for every example.</summary>
    public int DeadChannels => Enumerable.Range(0, ChannelMin.Length).Count(c => ChannelMin[c] == 0 && ChannelMax[c] == 0);

    public double MeanOf(int channel) => _channelSum[channel] / Math.Max(1, _positions);

    /// <exception cref="ArithmeticException">A value is not finite.</exception>
    public void Add(ReadOnlySpan<float> values)
    {
        Histogram.Add(values);
        var channels = ChannelMin.Length;
        _positions += values.Length / channels;
        for (var start = 0; start < values.Length; start += channels)
        {
            var row = values.Slice(start, channels);
            for (var c = 0; c < row.Length; c++)
            {
                ChannelMin[c] = Math.Min(ChannelMin[c], row[c]);
                ChannelMax[c] = Math.Max(ChannelMax[c], row[c]);
                _channelSum[c] += row[c];
            }
        }
    }
}
