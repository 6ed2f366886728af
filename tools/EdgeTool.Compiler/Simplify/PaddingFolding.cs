using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Zeros that only a float32 convolution reads are its own padding, where it can express them.</summary>
internal sealed class PaddingFolding : IRewrite
{
    public bool Apply(Graph graph)
    {
        var uses = new ValueUses(graph);
        var pads = new Dictionary<Value, Node>(ReferenceEqualityComparer.Instance);
        var changed = false;
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (node is { OpCode: OpCode.Pad or OpCode.PadV2, Inputs: [{ Type: ElementType.Float32 }, ..] } && IsZero(node) && uses.IsPrivate(node.Outputs[0]))
            {
                pads[node.Outputs[0]] = node;
            }
            else if (node.Inputs is [{ } input, ..] && pads.TryGetValue(input, out var pad) && Folded(node, pad) is { } folded)
            {
                graph.Nodes[i] = folded;
                changed = true;
            }
        }

        return changed;
    }

    private static bool IsZero(Node pad) => pad.OpCode == OpCode.Pad
        || (pad.Inputs[1] is { IsConstant: true } value && value.ConstantAs<float>()[0] == 0);

    private static Node? Folded(Node node, Node pad)
    {
        var (before, after) = pad.OpCode == OpCode.Pad
            ? (pad.Record<Pad>().Before, pad.Record<Pad>().After)
            : (pad.Record<PadV2>().Before, pad.Record<PadV2>().After);
        if (pad.Inputs[0]!.Shape.Rank != 4 || before[0] + after[0] + before[3] + after[3] > 0)
        {
            return null;
        }

        var inputs = node.Inputs.Select((v, i) => i == 0 ? pad.Inputs[0] : v);
        switch (node.OpCode)
        {
            case OpCode.Conv2D:
                var conv = node.Record<Conv2D>();
                (conv.PadTop, conv.PadLeft) = (conv.PadTop + before[1], conv.PadLeft + before[2]);
                return Lawful(Node.Of(node.Name, conv, inputs, node.Outputs, node.SourceIndex));
            case OpCode.DepthwiseConv2D:
                var depthwise = node.Record<DepthwiseConv2D>();
                (depthwise.PadTop, depthwise.PadLeft) = (depthwise.PadTop + before[1], depthwise.PadLeft + before[2]);
                return Lawful(Node.Of(node.Name, depthwise, inputs, node.Outputs, node.SourceIndex));
            default:
                return null;
        }
    }

    private static Node? Lawful(Node node)
    {
        try
        {
            node.CheckLaw();
            return node;
        }
        catch (ImportException)
        {
            return null;
        }
    }
}
