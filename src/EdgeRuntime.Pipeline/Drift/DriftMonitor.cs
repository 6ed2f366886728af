using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// Compares what a model meets with the statistics of its calibration. Of every input some numbers are kept before the inference, which may
/// write over them, and counted once its decision is made: time that no decision waits for. Allocates nothing after its construction.
/// </summary>
public sealed class DriftMonitor
{
    /// <summary>Most numbers of an input that are counted per inference; which ones changes from one to the next, so that all have their turn.</summary>
    public const int NumbersPerInput = 256;

    /// <summary>Inferences without which an index says more of chance than of the world.</summary>
    public const int LeastInferences = 32;

    private readonly CalibrationStatistics _expected;
    private readonly OperandInfo _kept;
    private readonly byte[] _keptBytes;
    private readonly float[] _keptNumbers;
    private readonly RecentCounts _input;
    private readonly RecentCounts _margin;
    private readonly RecentCounts _classes;
    private readonly long[] _oneInput;
    private readonly int _stride;
    private readonly int _turns; // how far the first number looked at moves before it starts again
    private long _inferences;

    /// <param name="expected">From the model's contract.</param>
    /// <param name="input">The model's input.</param>
    /// <param name="classCount">Scores of its output.</param>
    /// <exception cref="ContractException">The statistics are of another number of classes.</exception>
    public DriftMonitor(CalibrationStatistics expected, OperandInfo input, int classCount)
    {
        if (expected.Classes is { } classes && classes.Length != classCount)
        {
            throw new ContractException($"the model's calibration statistics are of {classes.Length} classes; it has {classCount}");
        }

        _expected = expected;
        var elements = input.Shape.ElementCount;
        _stride = (elements + NumbersPerInput - 1) / NumbersPerInput;
        _keptNumbers = new float[elements / _stride];
        _turns = elements - ((_keptNumbers.Length - 1) * _stride);
        _keptBytes = new byte[_keptNumbers.Length * input.Type.SizeBytes()];
        _kept = input;
        (_input, _margin) = (new RecentCounts(expected.Input.Shares.Length), new RecentCounts(expected.Margin?.Shares.Length ?? 1));
        _classes = new RecentCounts(classCount);
        _oneInput = new long[expected.Input.Shares.Length];
    }

    /// <summary>How unlike its calibration the last input was, by itself: 0 or more.</summary>
    public double LastInput { get; private set; }

    /// <summary>Share of the calibration examples that were clearer than the last answer: near 1 for an answer that could as well have been another.</summary>
    public double LastDoubt { get; private set; }

    public DriftReport Report
    {
        get
        {
            var inferences = Volatile.Read(ref _inferences);
            return inferences < LeastInferences
                ? new DriftReport(inferences, double.NaN, double.NaN, double.NaN)
                : new DriftReport(
                    inferences,
                    _input.IndexAgainst(_expected.Input.Shares),
                    _expected.Classes is { } classes ? _classes.IndexAgainst(classes) : double.NaN,
                    _expected.Margin is { } margin ? _margin.IndexAgainst(margin.Shares) : double.NaN);
        }
    }

    /// <summary>Before the inference: keeps some of the input's numbers.</summary>
    /// <param name="input">The input tensor's bytes.</param>
    public void Keep(ReadOnlySpan<byte> input)
    {
        var size = _kept.Type.SizeBytes();
        var offset = (int)(_inferences % _turns);
        for (var i = 0; i < _keptNumbers.Length; i++)
        {
            input.Slice(((i * _stride) + offset) * size, size).CopyTo(_keptBytes.AsSpan(i * size));
        }
    }

    /// <summary>After the decision: counts the input kept and its answer.</summary>
    /// <param name="scores">One per class, in real units.</param>
    public void Count(ReadOnlySpan<float> scores)
    {
        ScoreReader.Read(_kept, _keptBytes, _keptNumbers);
        Array.Clear(_oneInput);
        foreach (var number in _keptNumbers)
        {
            var bin = _expected.Input.BinOf(number);
            _oneInput[bin]++;
            _input.Add(bin);
        }

        LastInput = StabilityIndex.Of(_oneInput, default, _expected.Input.Shares);
        if (_expected.Margin is { } margin && scores.Length > 1)
        {
            var best = Decider.Argmax(scores);
            var bin = margin.BinOf(Margin(scores, best));
            _margin.Add(bin);
            _classes.Add(best);
            LastDoubt = ShareAbove(margin.Shares, bin);
        }

        _input.EndRound();
        _margin.EndRound();
        _classes.EndRound();
        Volatile.Write(ref _inferences, _inferences + 1);
    }

    /// <summary>The best score less the second best.</summary>
    public static float Margin(ReadOnlySpan<float> scores, int best)
    {
        var second = float.NegativeInfinity;
        for (var i = 0; i < scores.Length; i++)
        {
            second = i == best ? second : Math.Max(second, scores[i]);
        }

        return scores[best] - second;
    }

    private static double ShareAbove(double[] shares, int bin)
    {
        var share = 0.0;
        for (var i = bin + 1; i < shares.Length; i++)
        {
            share += shares[i];
        }

        return share;
    }
}
