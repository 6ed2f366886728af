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
            var node = graph.Nodes[step];
            if (Candidates(node).FirstOrDefault(v => ranges[v].LastStep == step) is { } input)
            {
                reuse[node.Outputs[0]] = input;
            }
        }

        return reuse;
    }

    /// <summary>The input whose bytes a node's output may take over if nothing reads it later; null for none.</summary>
    public static Value? Candidate(Node node) => Candidates(node).FirstOrDefault();

    /// <summary>The loader proves reuse for operators with a single output only.</summary>
    private static IEnumerable<Value> Candidates(Node node) => node.Outputs is [{ IsVariable: false } output]
        ? node.Inputs.OfType<Value>().Where(v => MayTakeOver(node, v, output))
        : [];

    private static bool MayTakeOver(Node node, Value input, Value output)
    {
        if (input.IsConstant || input.IsVariable || input.Info.ByteLength != output.Info.ByteLength)
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
