using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Dequantize, then Quantize, of 8-bit values is a function of one byte: a table, or nothing at all where every value comes back
/// as it was. The float in between vanishes when nobody else reads it.
/// </summary>
internal sealed class RequantizationMerging : IRewrite
{
    public bool Apply(Graph graph)
    {
        var changed = false;
        var floats = new Dictionary<Value, Node>(ReferenceEqualityComparer.Instance);
        var same = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        var uses = new ValueUses(graph);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            for (var k = 0; k < node.Inputs.Count; k++)
            {
                node.Inputs[k] = node.Inputs[k] is { } input && same.TryGetValue(input, out var original) ? original : node.Inputs[k];
            }

            if (node is { OpCode: OpCode.Dequantize, Inputs: [{ Type: ElementType.Int8 or ElementType.UInt8, IsVariable: false, ChannelAxis: < 0 }] })
            {
                floats[node.Outputs[0]] = node;
            }
            else if (node is { OpCode: OpCode.Quantize or OpCode.QuantizeLinear, Outputs: [{ Type: ElementType.Int8 or ElementType.UInt8, IsVariable: false } output] }
                && floats.TryGetValue(node.Inputs[0]!, out var dequantize) && UnaryTable.Of(dequantize, node) is { } table)
            {
                var source = dequantize.Inputs[0]!;
                if (ValueUses.SameMeaning(source, output) && table.AsSpan().SequenceEqual(UnaryTable.Domain(source.Type)) && !uses.IsInterface(output))
                {
                    same[output] = source;
                    graph.Nodes.RemoveAt(i--);
                }
                else
                {
                    graph.Nodes[i] = LookupTables.Node(node, source, table);
                }

                changed = true;
            }
        }

        return changed;
    }
}
