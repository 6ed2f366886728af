using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Bytes of a float model's input for a number of examples, as its own preprocessing gives them, with labels where the data has them.</summary>
public sealed class InputSamples
{
    private readonly byte[][] _inputs;
    private readonly int[] _labels;

    private InputSamples(byte[][] inputs, int[] labels, string rule) => (_inputs, _labels, Rule) = (inputs, labels, rule);

    public int Count => _inputs.Length;

    /// <summary>What was done to the data's values, for people.</summary>
    public string Rule { get; }

    /// <summary>Class of an example; -1 where the data has none.</summary>
    public int LabelOf(int index) => _labels[index];

    public ReadOnlySpan<byte> Bytes(int index) => _inputs[index];

    /// <summary>Inputs made elsewhere: one float tensor each.</summary>
    public static InputSamples Of(IEnumerable<byte[]> inputs, IEnumerable<int>? labels = null)
    {
        byte[][] given = [.. inputs];
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
        if (graph.Inputs.Count != 1)
        {
            throw new DatasetException($"The model has {graph.Inputs.Count} inputs; data of one tensor per example calibrates models with one.");
        }

        var encoder = new InputEncoder(graph.Inputs[0].Info, graph.Contract, dataset);
        var chosen = Shuffled(dataset.Count).Take(limit).ToArray();
        var (inputs, labels) = (new byte[chosen.Length][], new int[chosen.Length]);
        for (var i = 0; i < chosen.Length; i++)
        {
            var sample = dataset.Read(chosen[i]);
            inputs[i] = new byte[graph.Inputs[0].Info.ByteLength];
            encoder.Encode(sample, inputs[i]);
            labels[i] = classOf is null ? sample.Label : classOf(sample);
            progress?.Invoke(i + 1);
        }

        return new InputSamples(inputs, labels, encoder.Rule);
    }

    /// <summary>The first <paramref name="count"/> examples.</summary>
    public InputSamples Take(int count) => count >= Count ? this : new InputSamples(_inputs[..count], _labels[..count], Rule);

    /// <summary>The examples behind the first <paramref name="count"/>.</summary>
    public InputSamples Skip(int count) => new(_inputs[Math.Min(count, Count)..], _labels[Math.Min(count, Count)..], Rule);

    /// <summary>The same examples with every value mapped.</summary>
    public InputSamples Map(Func<float, float> map) => new(
        [.. _inputs.Select(bytes => MemoryMarshal.AsBytes<float>(Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), x => map(x))).ToArray())], _labels, Rule);

    /// <summary>Writes example <paramref name="index"/> as the interpreter's input, state cleared. Quantized inputs are rounded as the board rounds.</summary>
    public void Fill(int index, Interpreter interpreter)
    {
        interpreter.Reset();
        var info = interpreter.InputInfo(0);
        if (info.ByteLength == _inputs[index].Length)
        {
            _inputs[index].CopyTo(interpreter.InputBytes(0));
            return;
        }

        var format = new ValueFormat(info.Type, info.Scale, info.ZeroPoint);
        format.Quantize(MemoryMarshal.Cast<byte, float>(_inputs[index])).CopyTo(interpreter.InputBytes(0));
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
