using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler;

/// <summary>What the calibration examples look like to the packed model itself, for the board to compare with; read by the board's own code.</summary>
public static class CalibrationBaseline
{
    private const int InputBins = 16, MarginBins = 10;

    /// <summary>Numbers of one example that bins are made from; all are counted.</summary>
    private const int NumbersPerExample = 1024;

    private const int ShareDigits = 6;

    /// <summary>Packs a model again with the statistics in its contract; unchanged where its input or output is nothing that a board can compare.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="samples">The calibration examples.</param>
    /// <param name="options">How it was packed.</param>
    public static CompiledModel Add(CompiledModel compiled, InputSamples samples, CompileOptions options)
    {
        if (Of(compiled.Bytes, samples) is not { } statistics)
        {
            return compiled;
        }

        compiled.Graph.Contract.Statistics = statistics;
        return Packer.Pack(compiled.Graph, options);
    }

    /// <summary>Runs the packed model on every example.</summary>
    /// <returns>Null where its first input or output is nothing that a board can compare.</returns>
    public static CalibrationStatistics? Of(byte[] packed, InputSamples samples)
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(packed, long.MaxValue));
        var (input, output) = (interpreter.InputInfo(0), interpreter.OutputInfo(0));
        if (samples.Count == 0 || !ScoreReader.CanRead(input) || !ScoreReader.CanRead(output))
        {
            return null;
        }

        var numbers = new float[input.Shape.ElementCount];
        var shape = new List<float>();
        ForEach(interpreter, samples, input, numbers, () =>
        {
            for (var i = 0; i < numbers.Length; i += Math.Max(1, numbers.Length / NumbersPerExample))
            {
                shape.Add(numbers[i]);
            }
        });
        var edges = Edges(shape, InputBins);
        var (counts, scores) = (new BinnedShares { Edges = edges }, new float[output.Shape.ElementCount]);
        var (seen, margins, classes) = (new long[edges.Length + 1], new List<float>(), new long[scores.Length]);
        ForEach(interpreter, samples, input, numbers, () =>
        {
            foreach (var number in numbers)
            {
                seen[counts.BinOf(number)]++;
            }

            interpreter.Run();
            ScoreReader.Read(output, interpreter.OutputBytes(0), scores);
            var best = Decider.Argmax(scores);
            classes[best]++;
            margins.Add(scores.Length > 1 ? DriftMonitor.Margin(scores, best) : 0);
        });
        return new CalibrationStatistics
        {
            Samples = samples.Count,
            Input = new BinnedShares { Edges = edges, Shares = Shares(seen) },
            Margin = scores.Length > 1 ? Distribution(margins, MarginBins) : null,
            Classes = scores.Length > 1 ? Shares(classes) : null,
        };
    }

    private static void ForEach(Interpreter interpreter, InputSamples samples, OperandInfo input, float[] numbers, Action use)
    {
        for (var i = 0; i < samples.Count; i++)
        {
            samples.Fill(i, interpreter);
            ScoreReader.Read(input, interpreter.InputBytes(0), numbers);
            use();
        }
    }

    private static BinnedShares Distribution(List<float> numbers, int bins)
    {
        var distribution = new BinnedShares { Edges = Edges(numbers, bins) };
        var counts = new long[distribution.Edges.Length + 1];
        numbers.ForEach(number => counts[distribution.BinOf(number)]++);
        distribution.Shares = Shares(counts);
        return distribution;
    }

    /// <summary>
    /// Edges that leave each bin about as many numbers as the others: those of an index are the more telling the evener they are filled.
    /// Each lies midway between two numbers that occur, so that none is on an edge.
    /// </summary>
    private static double[] Edges(List<float> numbers, int bins)
    {
        var sorted = numbers.Where(float.IsFinite).Order().ToArray();
        var edges = new SortedSet<double>();
        for (var bin = 1; bin < bins && sorted.Length > 0; bin++)
        {
            var at = (int)((long)sorted.Length * bin / bins);
            while (at > 0 && sorted[at - 1] == sorted[at])
            {
                at--;
            }

            if (at > 0)
            {
                edges.Add(((double)sorted[at - 1] + sorted[at]) / 2);
            }
        }

        return [.. edges];
    }

    private static double[] Shares(long[] counts)
    {
        var all = Math.Max(1.0, counts.Sum());
        return Array.ConvertAll(counts, count => Math.Round(count / all, ShareDigits));
    }
}
