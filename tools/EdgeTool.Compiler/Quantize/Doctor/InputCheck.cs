using System.Runtime.InteropServices;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Finds inputs that are not what the model was trained on, or not what it was calibrated with.</summary>
public static class InputCheck
{
    private const int MaxSamples = 64;

    /// <summary>Another scaling must explain this much more accuracy to be named.</summary>
    private const double LeastGain = 0.2;

    /// <summary>Neighbours differ so many times more, or less, than in calibration.</summary>
    private const double UnlikeRoughness = 2.5;

    private static readonly (string Text, Func<float, float> Map)[] Scalings =
    [
        ("x / 255", x => x / 255), ("(x - 127.5) / 127.5", x => (x - 127.5f) / 127.5f), ("x * 255", x => x * 255), ("(x + 1) * 127.5", x => (x + 1) * 127.5f),
    ];

    /// <summary>Doubts, one sentence each; empty when there are none.</summary>
    /// <param name="graph">The float model.</param>
    /// <param name="calibration">Calibration examples.</param>
    /// <param name="data">Examples that the model is judged by; null when they are the same.</param>
    public static IReadOnlyList<string> Of(Graph graph, InputSamples calibration, InputSamples? data)
    {
        var warnings = new List<string>();
        if (data is not null)
        {
            AddUnlike(warnings, graph.Inputs[0].Shape is { Rank: > 1 } shape ? shape[-1] : 1, calibration, data);
        }

        AddScaling(warnings, graph, (data ?? calibration).Take(MaxSamples));
        return warnings;
    }

    private static void AddUnlike(List<string> warnings, int channels, InputSamples calibration, InputSamples data)
    {
        var (known, found) = (Moments.Of(calibration, channels), Moments.Of(data, channels));
        if (Math.Abs(known.Mean - found.Mean) > 0.5 * known.Deviation || found.Deviation > 2 * known.Deviation || found.Deviation < known.Deviation / 2)
        {
            warnings.Add($"inputs unlike the calibration data: mean {found.Mean:G3}, deviation {found.Deviation:G3}, calibrated with mean {known.Mean:G3}, deviation {known.Deviation:G3}");
        }

        if (found.Roughness < known.Roughness / UnlikeRoughness || found.Roughness > known.Roughness * UnlikeRoughness)
        {
            warnings.Add($"inputs unlike the calibration data: neighbouring values differ by {found.Roughness:G3} of the deviation, in calibration by {known.Roughness:G3}");
        }

        var margin = 0.02f * (known.Max - known.Min);
        if (found.Min < known.Min - margin || found.Max > known.Max + margin)
        {
            warnings.Add($"inputs reach [{found.Min:G3}, {found.Max:G3}], calibration saw only [{known.Min:G3}, {known.Max:G3}]");
        }
    }

    private static void AddScaling(List<string> warnings, Graph graph, InputSamples samples)
    {
        var asGiven = new DamageMeter(graph, samples).Reference;
        if (double.IsNaN(asGiven.Top1))
        {
            return;
        }

        var (text, top1) = Scalings.Select(s => (s.Text, new DamageMeter(graph, samples.Map(s.Map)).Reference.Top1)).MaxBy(s => s.Top1);
        if (top1 > asGiven.Top1 + LeastGain)
        {
            warnings.Add($"preprocessing mismatch: the float model answers {100 * asGiven.Top1:F0} % of {samples.Count} examples as labelled, but {100 * top1:F0} % with inputs scaled as {text}");
        }
    }

    /// <param name="Mean">Mean of all values.</param>
    /// <param name="Deviation">Their standard deviation.</param>
    /// <param name="Roughness">Mean difference of neighbours along the last axis but one, in deviations: small for smooth images.</param>
    /// <param name="Min">Least value.</param>
    /// <param name="Max">Largest value.</param>
    private sealed record Moments(double Mean, double Deviation, double Roughness, float Min, float Max)
    {
        public static Moments Of(InputSamples samples, int channels)
        {
            var differences = 0.0;
            var (sum, squares, count, min, max) = (0.0, 0.0, 0L, float.PositiveInfinity, float.NegativeInfinity);
            for (var i = 0; i < samples.Count; i++)
            {
                var values = MemoryMarshal.Cast<byte, float>(samples.Bytes(i));
                for (var k = 0; k < values.Length; k++)
                {
                    var x = values[k];
                    differences += k >= channels ? Math.Abs(x - values[k - channels]) : 0;
                    (sum, squares, count) = (sum + x, squares + ((double)x * x), count + 1);
                    (min, max) = (Math.Min(min, x), Math.Max(max, x));
                }
            }

            var mean = sum / Math.Max(1, count);
            var deviation = Math.Sqrt(Math.Max(0, (squares / Math.Max(1, count)) - (mean * mean)));
            return new Moments(mean, deviation, deviation > 0 ? differences / count / deviation : 0, min, max);
        }
    }
}
