namespace EdgeRuntime.Pipeline;

/// <summary>What statistics of a piece of one channel are made from.</summary>
internal readonly record struct SignalMoments(
    double Mean, double Rms, double Variance, double Third, double Fourth, double Min, double Max, int ZeroCrossings)
{
    /// <param name="samples">All channels, interleaved.</param>
    /// <param name="channel">Which one.</param>
    /// <param name="channels">How many there are.</param>
    public static SignalMoments Of(ReadOnlySpan<float> samples, int channel, int channels)
    {
        var count = samples.Length / channels;
        double sum = 0, squares = 0, min = double.PositiveInfinity, max = double.NegativeInfinity;
        var (crossings, sign) = (0, 0);
        for (var at = channel; at < samples.Length; at += channels)
        {
            double x = samples[at];
            sum += x;
            squares += x * x;
            (min, max) = (Math.Min(min, x), Math.Max(max, x));

            // A zero takes the sign that was there before it.
            var newSign = x > 0 ? 1 : x < 0 ? -1 : sign;
            crossings += newSign != sign && sign != 0 ? 1 : 0;
            sign = newSign;
        }

        // Central moments in a second pass: differences of large sums would lose their digits.
        var mean = sum / count;
        double second = 0, third = 0, fourth = 0;
        for (var at = channel; at < samples.Length; at += channels)
        {
            var d = samples[at] - mean;
            second += d * d;
            third += d * d * d;
            fourth += d * d * d * d;
        }

        return new SignalMoments(mean, Math.Sqrt(squares / count), second / count, third / count, fourth / count, min, max, crossings);
    }
}
