using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// A Relu or Relu6 that alone reads what a convolution, sum, product or pool writes becomes its fused activation. With integers only
/// where both tensors are quantized alike and every value of the type gives the same bytes either way.
/// </summary>
internal sealed class ActivationFusion : IRewrite
{
    public bool Apply(Graph graph)
    {
        var uses = new ValueUses(graph);
        var producers = new Dictionary<Value, int>(ReferenceEqualityComparer.Instance);
        var kept = new List<Node>();
        foreach (var node in graph.Nodes)
        {
            if (ActivationOf(node) is { } activation
                && node is { Inputs: [{ } input], Outputs: [{ IsVariable: false } output] }
                && uses.IsPrivate(input) && producers.TryGetValue(input, out var producer)
                && MeansTheSame(node, activation, input, output)
                && Fused(kept[producer], node, activation) is { } fused)
            {
                kept[producer] = fused;
                producers[output] = producer;
                continue;
            }

            foreach (var written in node.Outputs)
            {
                producers[written] = kept.Count;
            }

            kept.Add(node);
        }

        var changed = kept.Count < graph.Nodes.Count;
        graph.Nodes.Clear();
        graph.Nodes.AddRange(kept);
        return changed;
    }

    private static Activation? ActivationOf(Node node) => node.OpCode switch
    {
        OpCode.Relu => Activation.Relu,
        OpCode.Relu6 => Activation.Relu6,
        _ => null,
    };

    private static bool MeansTheSame(Node node, Activation activation, Value input, Value output)
    {
        if (!ValueUses.SameMeaning(input, output) || input.ChannelAxis >= 0)
        {
            return false;
        }

        if (input.Type == ElementType.Float32)
        {
            return true;
        }

        if (input.Scales.Length != 1 || UnaryTable.Of(node) is not { } table)
        {
            return false;
        }

        var (min, max) = ActivationRange.Quantized(activation, input.Type, input.Scales[0], input.ZeroPoint);
        return input.Type switch
        {
            ElementType.Int8 => Clamps(MemoryMarshal.Cast<byte, sbyte>(table), min, max),
            ElementType.UInt8 => Clamps<byte>(table, min, max),
            ElementType.Int16 => Clamps(MemoryMarshal.Cast<byte, short>(table), min, max),
            _ => false,
        };
    }

    private static bool Clamps<T>(ReadOnlySpan<T> table, int min, int max) where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        for (var i = 0; i < table.Length; i++)
        {
            if (min > max || int.CreateTruncating(table[i]) != Math.Clamp(int.CreateTruncating(T.CreateTruncating(i)), min, max))
            {
                return false;
            }
        }

        return true;
    }

    private static Node? Fused(Node producer, Node activation, Activation kind) => producer.OpCode switch
    {
        OpCode.Conv2D => Fused(producer, activation, kind, static (ref Conv2D r) => ref r.Activation),
        OpCode.DepthwiseConv2D => Fused(producer, activation, kind, static (ref DepthwiseConv2D r) => ref r.Activation),
        OpCode.FullyConnected => Fused(producer, activation, kind, static (ref FullyConnected r) => ref r.Activation),
        OpCode.Add => Fused(producer, activation, kind, static (ref Add r) => ref r.Activation),
        OpCode.Sub => Fused(producer, activation, kind, static (ref Sub r) => ref r.Activation),
        OpCode.Mul => Fused(producer, activation, kind, static (ref Mul r) => ref r.Activation),
        OpCode.AveragePool2D => Fused(producer, activation, kind, static (ref AveragePool2D r) => ref r.Window.Activation),
        OpCode.MaxPool2D => Fused(producer, activation, kind, static (ref MaxPool2D r) => ref r.Window.Activation),
        _ => null,
    };

    private static Node? Fused<T>(Node producer, Node activation, Activation kind, ActivationField<T> field)
        where T : unmanaged, IOperatorRecord<T>
    {
        var record = producer.Record<T>();
        if (field(ref record) != Activation.None)
        {
            return null;
        }

        field(ref record) = kind;
        return Node.Of(activation.Name, record, producer.Inputs, activation.Outputs, activation.SourceIndex);
    }

    private delegate ref Activation ActivationField<T>(ref T record);
}
