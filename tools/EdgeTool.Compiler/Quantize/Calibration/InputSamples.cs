using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Bytes of a float model's inputs for a number of examples, as its own preprocessing gives them, with labels where the data has them.</summary>
public sealed class InputSamples
{
    private readonly byte[][][] _inputs; // [example][input]
    private readonly int[] _labels;

    private InputSamples(byte[][][] inputs, int[] labels, string rule) => (_inputs, _labels, Rule) = (inputs, labels, rule);

    public int Count => _inputs.Length;

    /// <summary>What was done to the data's values, for people.</summary>
    public string Rule { get; }

    /// <summary>Class of an example; -1 where the data has none.</summary>
    public int LabelOf(int index) => _labels[index];

    public ReadOnlySpan<byte> Bytes(int index, int input = 0) => _inputs[index][input];

    /// <summary>Inputs made elsewhere: one float tensor each.</summary>
    public static InputSamples Of(IEnumerable<byte[]> inputs, IEnumerable<int>? labels = null)
    {
        byte[][][] given = [.. inputs.Select(i => new[] { i })];
        return new InputSamples(given, labels is null ? [.. given.Select(_ => -1)] : [.. labels], "as given");
    }

    /// <summary>
    /// Up to <paramref name="limit"/> examples in an order that does not follow the file's: data sorted by class would else calibrate on one class.
    /// </summary>
    /// <param name="graph">The model; its contract holds the preprocessing.</param>
    /// <param name="dataset">The examples.</param>
    /// <param name="limit">Most examples to take.</param>
    /// <param name="progress">Called after each example.</param>
    /// <param name="classOf">Class of an example, -1 for none; its label when left out.</param>
    /// <exception cref="DatasetException">The examples do not fit the model.</exception>
    public static InputSamples Read(Graph graph, Dataset dataset, int limit, Action<int>? progress = null, Func<Sample, int>? classOf = null)
    {
        var infos = graph.Inputs.ConvertAll(v => v.Info);
        var encoder = new ExampleEncoder(infos, graph.Contract, dataset);
        var chosen = Shuffled(dataset.Count).Take(limit).ToArray();
        var (inputs, labels) = (new byte[chosen.Length][][], new int[chosen.Length]);
        for (var i = 0; i < chosen.Length; i++)
        {
            var sample = dataset.Read(chosen[i]);
            var tensors = inputs[i] = [.. infos.Select(info => new byte[info.ByteLength])];
            encoder.Encode(sample, input => tensors[input]);
            labels[i] = classOf is null ? sample.Label : classOf(sample);
            progress?.Invoke(i + 1);
        }

        return new InputSamples(inputs, labels, encoder.Rule);
    }

    /// <summary>The first <paramref name="count"/> examples.</summary>
    public InputSamples Take(int count) => count >= Count ? this : new InputSamples(_inputs[..count], _labels[..count], Rule);

    /// <summary>The examples behind the first <paramref name="count"/>.</summary>
    public InputSamples Skip(int count) => new(_inputs[Math.Min(count, Count)..], _labels[Math.Min(count, Count)..], Rule);

    /// <summary>Some of the examples.</summary>
    public InputSamples At(IEnumerable<int> examples)
    {
        int[] chosen = [.. examples];
        return new([.. chosen.Select(i => _inputs[i])], [.. chosen.Select(i => _labels[i])], Rule);
    }

    /// <summary>The same examples with every value of the first input mapped.</summary>
    public InputSamples Map(Func<float, float> map) => new(
        [.. _inputs.Select(tensors => (byte[][])[
            MemoryMarshal.AsBytes<float>(Array.ConvertAll(MemoryMarshal.Cast<byte, float>(tensors[0]).ToArray(), x => map(x))).ToArray(), .. tensors[1..]])],
        _labels,
        Rule);

    /// <summary>Writes example <paramref name="index"/> as the interpreter's input, state cleared. Quantized inputs are rounded as the board rounds.</summary>
    public void Fill(int index, Interpreter interpreter)
    {
        interpreter.Reset();
        for (var input = 0; input < _inputs[index].Length; input++)
        {
            var (bytes, info) = (_inputs[index][input], interpreter.InputInfo(input));
            if (info.ByteLength == bytes.Length)
            {
                bytes.CopyTo(interpreter.InputBytes(input));
                continue;
            }

            var format = new ValueFormat(info.Type, info.Scale, info.ZeroPoint);
            format.Quantize(MemoryMarshal.Cast<byte, float>(bytes)).CopyTo(interpreter.InputBytes(input));
        }
    }

    /// <summary>Fisher-Yates with a fixed seed: the same choice on every machine.</summary>
    private static int[] Shuffled(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var state = 0x9E3779B97F4A7C15UL;
        for (var i = count - 1; i > 0; i--)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            var other = (int)(state % (ulong)(i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
