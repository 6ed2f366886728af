using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>What a function of one element does, found by computing it with its reference kernel on every value there is.</summary>
internal static class UnaryTable
{
    /// <summary>Every bit pattern of an 8- or 16-bit type, in the order of the unsigned numbers.</summary>
    public static byte[] Domain(ElementType type)
    {
        if (type.SizeBytes() == 1)
        {
            return [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        }

        return MemoryMarshal.AsBytes(Enumerable.Range(0, 1 << 16).Select(i => (ushort)i).ToArray().AsSpan()).ToArray();
    }

    /// <summary>The node's output for every input; null when the operator does not take such an operand.</summary>
    /// <param name="node">A node with one input and one output of 8- or 16-bit elements.</param>
    /// <param name="then">Computed one behind the other on its output.</param>
    public static byte[]? Of(Node node, params ReadOnlySpan<Node> then)
    {
        try
        {
            var domain = Domain(node.Inputs[0]!.Type);
            var length = domain.Length / node.Inputs[0]!.Type.SizeBytes();
            var results = NodeEvaluator.Compute(Over(node, length), [domain])[0];
            foreach (var next in then)
            {
                results = NodeEvaluator.Compute(Over(next, length), [results])[0];
            }

            return results;
        }
        catch (LawException)
        {
            return null;
        }
    }

    private static Node Over(Node node, int length) =>
        Node.Of(node.Name, node.Law, node.RecordBytes, [Flat(node.Inputs[0]!, length)], [Flat(node.Outputs[0], length)]);

    private static Value Flat(Value like, int length) => new()
    {
        Name = like.Name,
        Type = like.Type,
        Shape = new Shape(length),
        Scales = like.Scales,
        ZeroPoint = like.ZeroPoint,
    };
}
