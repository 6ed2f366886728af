using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Finds inputs that may be written where an operator would copy them to, as the law of <see cref="Concatenation"/> says: they are needed no
/// longer, and their place is aligned.
/// </summary>
internal static class JoinedPlaces
{
    /// <summary>Each such input of a node and its byte in the node's output.</summary>
    public static List<(Value Input, long Place)> Of(Node node, int step, IReadOnlyDictionary<Value, LiveRange> ranges)
    {
        var places = new List<(Value Input, long Place)>();
        if (node.Outputs is not [{ IsVariable: false }] || node.Inputs.Count < 2)
        {
            return places;
        }

        var operands = new OperandSet(node.InputInfos, node.OutputInfos);
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i] is not { IsConstant: false, IsVariable: false } input || ranges[input].LastStep != step
                || node.Law.MayRunInPlace(node.RecordBytes, operands, i) || node.Inputs.Count(v => ReferenceEquals(v, input)) > 1)
            {
                continue;
            }

            var place = node.Law.PlaceInOutput(node.RecordBytes, operands, i);
            if (place >= 0 && place % ArenaPlanner.Alignment == 0)
            {
                places.Add((input, place));
            }
        }

        return places;
    }
}
