using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Finds outputs that may be written over an input: the input is needed no longer, has the same length, and the operator's law allows it.
/// </summary>
public static class InPlaceReuse
{
    /// <summary>For each output that takes over an input's bytes, that input.</summary>
    public static Dictionary<Value, Value> Of(Graph graph, IReadOnlyDictionary<Value, LiveRange> ranges)
    {
        var reuse = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        for (var step = 0; step < graph.Nodes.Count; step++)
        {
            // The loader proves reuse for operators with a single output only.
            var node = graph.Nodes[step];
            if (node.Outputs is not [{ IsVariable: false } output])
            {
                continue;
            }

            if (node.Inputs.OfType<Value>().FirstOrDefault(v => MayTakeOver(node, v, output, ranges, step)) is { } input)
            {
                reuse[output] = input;
            }
        }

        return reuse;
    }

    private static bool MayTakeOver(Node node, Value input, Value output, IReadOnlyDictionary<Value, LiveRange> ranges, int step)
    {
        if (input.IsConstant || input.IsVariable || ranges[input].LastStep != step || input.Info.ByteLength != output.Info.ByteLength)
        {
            return false;
        }

        // A value given twice (x * x) must be free to go in both places.
        var operands = new OperandSet(node.InputInfos, node.OutputInfos);
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            if (ReferenceEquals(node.Inputs[i], input) && !node.Law.MayRunInPlace(node.RecordBytes, operands, i))
            {
                return false;
            }
        }

        return true;
    }
}
