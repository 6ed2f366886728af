using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>A node whose operands are all constants is computed now, by the kernel that would compute it on the board.</summary>
/// <param name="budget">What all folding of the graph may cost.</param>
internal sealed class ConstantFolding(FoldingBudget budget) : IRewrite
{
    /// <summary>Results may be this large; beyond it only where they are not much larger than the operands (the file would grow).</summary>
    private const long FreeBytes = 1 << 16;

    private const int GrowthLimit = 4;

    public bool Apply(Graph graph)
    {
        var uses = new ValueUses(graph);
        return graph.Nodes.RemoveAll(node => Fold(node, uses)) > 0;
    }

    private bool Fold(Node node, ValueUses uses)
    {
        if (node.Inputs.Any(v => v is { IsConstant: false }) || node.Outputs.Any(v => v.IsVariable || uses.IsInterface(v)))
        {
            return false;
        }

        var limit = Math.Max(FreeBytes, node.Inputs.OfType<Value>().Sum(v => v.Info.ByteLength) * GrowthLimit);
        if (node.Outputs.Sum(v => v.Info.ByteLength) > limit || !budget.TryTake(node))
        {
            return false;
        }

        NodeEvaluator.Evaluate(node);
        return true;
    }
}
