using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>How much of a graph computes in float32.</summary>
/// <param name="FloatNodes">Nodes that multiply (or, where none does, nodes at all) in float32.</param>
/// <param name="Nodes">All such nodes.</param>
public sealed record FloatShare(int FloatNodes, int Nodes)
{
    public bool IsFloat => FloatNodes > 0;

    /// <summary>Counts nodes with multiplications; a graph without any is judged by all nodes except conversions.</summary>
    public static FloatShare Of(Graph graph)
    {
        var nodes = graph.Nodes.Where(n => n.OpCode is not (OpCode.Quantize or OpCode.Dequantize or OpCode.Cast)).ToList();
        var multiplying = nodes.Where(n => n.Law.Macs(n.RecordBytes, new OperandSet(n.InputInfos, n.OutputInfos)) > 0).ToList();
        var judged = multiplying.Count > 0 ? multiplying : nodes;
        return new FloatShare(judged.Count(n => n.Inputs.FirstOrDefault()?.Type == ElementType.Float32), judged.Count);
    }
}
