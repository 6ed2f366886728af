using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// What computing constants ahead of time may cost in all, in proportion to what the source holds, so that a small hostile file cannot
/// fill the memory or keep the tool busy. Nodes beyond it stay in the graph.
/// </summary>
/// <param name="sourceBytes">Bytes that the source, or the graph, holds.</param>
public sealed class FoldingBudget(long sourceBytes)
{
    /// <summary>A dequantized int8 weight takes four times its bytes.</summary>
    private const int GrowthLimit = 4;

    private const long FreeBytes = 4 << 20;

    private long _bytes = FreeBytes + (GrowthLimit * sourceBytes);
    private long _macs = 1 << 28;

    /// <summary>The budget for what a graph's constants may become.</summary>
    public static FoldingBudget Of(Graph graph) => new(graph.Values().Sum(v => v.Constant?.LongLength ?? 0));

    /// <summary>Takes a node's results from the budget; false, and nothing taken, when they are beyond it.</summary>
    public bool TryTake(Node node)
    {
        var macs = node.Law.Macs(node.RecordBytes, new OperandSet(node.InputInfos, node.OutputInfos));
        if (macs > _macs || !TryTake(node.Outputs.Sum(v => v.Info.ByteLength)))
        {
            return false;
        }

        _macs -= macs;
        return true;
    }

    /// <summary>Takes bytes from the budget; false, and nothing taken, when they are beyond it.</summary>
    public bool TryTake(long bytes)
    {
        if (bytes > _bytes)
        {
            return false;
        }

        _bytes -= bytes;
        return true;
    }
}
