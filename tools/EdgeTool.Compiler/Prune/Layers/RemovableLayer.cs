using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// A node whose result can be taken from one of its operands instead: the sum at the end of a residual block (the block leaves, its skip
/// stays), or a layer that gives what has the shape of what it reads.
/// </summary>
/// <param name="Node">Index of the node.</param>
/// <param name="Operand">Index of the operand that takes its place.</param>
/// <param name="Activation">Fused into the node: it stays.</param>
public sealed record RemovableLayer(int Node, int Operand, Activation Activation)
{
    /// <summary>Every one of a float graph, in execution order. Results that leave the model are not taken from elsewhere.</summary>
    public static IReadOnlyList<RemovableLayer> Of(Graph graph)
    {
        var result = new List<RemovableLayer>();
        var sources = new Dictionary<Value, HashSet<Value>>(ReferenceEqualityComparer.Instance);
        foreach (var (index, node) in graph.Nodes.Index())
        {
            if (StandIn(node, sources) is >= 0 and var operand && !graph.Outputs.Contains(node.Outputs[0]) && ActivationOf(node) is { } activation and not Activation.ReluN1To1)
            {
                result.Add(new RemovableLayer(index, operand, activation));
            }

            var all = new HashSet<Value>(node.Inputs.OfType<Value>(), ReferenceEqualityComparer.Instance);
            all.UnionWith(node.Inputs.OfType<Value>().Where(sources.ContainsKey).SelectMany(v => sources[v]).ToList());
            node.Outputs.ForEach(o => sources[o] = all);
        }

        return result;
    }

    /// <summary>The operand that can stand for the result; -1 for none.</summary>
    private static int StandIn(Node node, Dictionary<Value, HashSet<Value>> sources)
    {
        if (node.Outputs is not [{ Type: ElementType.Float32 } output])
        {
            return -1;
        }

        if (node.OpCode == OpCode.Add && node.Inputs is [{ IsConstant: false } a, { IsConstant: false } b] && a.Shape == b.Shape)
        {
            return sources.GetValueOrDefault(b)?.Contains(a) == true ? 0 : sources.GetValueOrDefault(a)?.Contains(b) == true ? 1 : -1;
        }

        return ActivationOf(node) is not null && node.OpCode != OpCode.Add && node.Inputs[0] is { IsConstant: false } input && input.Shape == output.Shape ? 0 : -1;
    }

    private static Activation? ActivationOf(Node node) => node.OpCode switch
    {
        OpCode.Add => node.Record<Add>().Activation,
        OpCode.Conv2D => node.Record<Conv2D>().Activation,
        OpCode.DepthwiseConv2D => node.Record<DepthwiseConv2D>().Activation,
        OpCode.FullyConnected => node.Record<FullyConnected>().Activation,
        OpCode.TransposeConv => node.Record<TransposeConv>().Activation,
        _ => null,
    };
}
