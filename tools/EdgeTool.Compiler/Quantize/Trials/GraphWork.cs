using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>What one inference costs.</summary>
internal static class GraphWork
{
    /// <summary>Multiply-accumulates.</summary>
    public static double Macs(Graph graph) => graph.Nodes.Sum(n => n.Law.Macs(n.RecordBytes, new OperandSet(n.InputInfos, n.OutputInfos)));
}
