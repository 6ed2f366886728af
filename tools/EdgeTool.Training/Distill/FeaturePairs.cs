using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Training;

/// <summary>Values of two nets that see the input at the same places: images of one size, the last of each net.</summary>
internal static class FeaturePairs
{
    /// <summary>A pair for every image size that occurs in both nets, in the student's order.</summary>
    public static IReadOnlyList<(Value Student, Value Teacher)> Of(Graph student, Graph teacher)
    {
        var (own, others) = (LastOfEachSize(student), LastOfEachSize(teacher));
        return [.. own.Where(p => others.ContainsKey(p.Key)).Select(p => (p.Value, others[p.Key]))];
    }

    private static Dictionary<(int, int), Value> LastOfEachSize(Graph graph)
    {
        var last = new Dictionary<(int, int), Value>();
        foreach (var value in graph.Nodes.Where(n => n.OpCode is not (OpCode.Reshape or OpCode.Transpose)).Select(n => n.Outputs[0])
            .Where(v => v.Shape.Rank == 4 && v.Shape[1] * v.Shape[2] > 1 && v.Type == ElementType.Float32))
        {
            last[(value.Shape[1], value.Shape[2])] = value;
        }

        return last;
    }
}
