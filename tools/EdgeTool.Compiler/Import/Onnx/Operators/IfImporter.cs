using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The branch that a constant condition chooses, in place.</summary>
internal sealed class IfImporter : IOnnxImporter
{
    public string OpType => "If";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        if (node.Require(0, "cond") is not { IsConstant: true, Type: ElementType.Bool } condition || condition.Constant!.Length != 1)
        {
            throw new UnsupportedException("chooses a branch at run time", "export with fixed shapes, so that the condition is constant");
        }

        var branch = node.Graph(condition.Constant[0] != 0 ? "then_branch" : "else_branch")
            ?? throw new UnsupportedException("lacks the branch that its condition chooses", "export the model again");
        var results = graph.Inline(branch);
        for (var i = 0; i < Math.Min(results.Count, node.OutputCount); i++)
        {
            graph.Output(node, i, results[i]);
        }
    }
}
