using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>What one inference costs.</summary>
internal static class GraphWork
{
    /// <summary>Multiply-accumulates.</summary>
    public static double Macs(Graph graph) => graph.Nodes.Sum(Macs);

    /// <summary>Multiply-accumulates of one node.</summary>
    public static double Macs(Node node) => node.Law.Macs(node.RecordBytes, new OperandSet(node.InputInfos, node.OutputInfos));
}
