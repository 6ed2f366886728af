using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>What a graph asks of a board.</summary>
public static class GraphSize
{
    /// <summary>Multiply-accumulates of one inference.</summary>
    public static long Macs(Graph graph) => graph.Nodes.Sum(n => n.Law.Macs(n.RecordBytes, new OperandSet(n.InputInfos, n.OutputInfos)));

    /// <summary>Bytes of all constants, each once.</summary>
    public static long WeightBytes(Graph graph) => graph.Values().Where(v => v.IsConstant).Sum(v => v.Info.ByteLength);
}
