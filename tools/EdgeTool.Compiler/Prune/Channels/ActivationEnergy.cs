using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// How much signal a channel carries to the layers that mix channels: the squares of its values summed over examples, times the squared size of the
/// weights that multiply them (values beside weights as in Wanda, Sun et al. 2024, section 3; here for whole channels).
/// </summary>
public sealed class ActivationEnergy : IChannelImportance
{
    private readonly Dictionary<Lane, double> _energy = [];

    private ActivationEnergy()
    {
    }

    public string Name => "activation";

    /// <summary>Runs the graph over the examples.</summary>
    /// <exception cref="ImportException">The graph cannot be packed.</exception>
    public static ActivationEnergy Measure(Graph graph, InputSamples samples, Action<int>? progress = null)
    {
        var readers = graph.Nodes.Select(Reader.TryOf).OfType<Reader>().Where(r => !r.Input.IsConstant).ToList();
        VersionRunner.Visit(graph, samples, (version, first, end) =>
        {
            Parallel.ForEach(readers, reader =>
            {
                for (var i = first; i < end; i++)
                {
                    reader.Add(MemoryMarshal.Cast<byte, float>(version.BytesOf(reader.Input, samples, i)));
                }
            });
            progress?.Invoke(end);
        });
        var result = new ActivationEnergy();
        foreach (var reader in readers)
        {
            var energy = reader.Energy();
            for (var lane = 0; lane < energy.Length; lane++)
            {
                // Weights that two layers share are read by both.
                var key = new Lane(reader.Weights, lane);
                result._energy[key] = result._energy.GetValueOrDefault(key) + energy[lane];
            }
        }

        return result;
    }

    public double Of(Channel channel) => channel.Lanes.Sum(lane => _energy.GetValueOrDefault(lane));

    /// <summary>A layer without groups: value i of its input meets lane i % depth of its weights.</summary>
    private sealed class Reader(Value input, ValueAxis weights)
    {
        private readonly double[] _squares = new double[weights.Size];

        public Value Input => input;

        public ValueAxis Weights => weights;

        public static Reader? TryOf(Node node) => node.Inputs is [{ Type: ElementType.Float32 } input, { Type: ElementType.Float32, IsConstant: true } weights, ..]
            ? node.OpCode switch
            {
                OpCode.Conv2D when weights.Shape[3] == input.Shape[3] => new Reader(input, new ValueAxis(weights, 3)),
                OpCode.TransposeConv => new Reader(input, new ValueAxis(weights, 3)),
                OpCode.FullyConnected or OpCode.Recurrent or OpCode.UnidirectionalSequenceLstm or OpCode.Svdf => new Reader(input, new ValueAxis(weights, 1)),
                _ => null,
            } : null;

        public void Add(ReadOnlySpan<float> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                _squares[i % _squares.Length] += (double)values[i] * values[i];
            }
        }

        public double[] Energy()
        {
            var elements = weights.Value.ConstantAs<float>();
            var inner = weights.Value.Shape.Product(weights.Axis + 1, weights.Value.Shape.Rank);
            var sizes = new double[weights.Size];
            for (var i = 0; i < elements.Length; i++)
            {
                sizes[i / inner % sizes.Length] += (double)elements[i] * elements[i];
            }

            return [.. sizes.Zip(_squares, (size, square) => size * square)];
        }
    }
}
