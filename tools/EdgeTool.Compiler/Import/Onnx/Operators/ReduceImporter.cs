using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>One number from the elements along some axes, or along all when none is named.</summary>
/// <param name="opType">op_type of the node.</param>
/// <param name="function">The function.</param>
internal sealed class ReduceImporter(string opType, ReduceFunction function) : IOnnxImporter
{
    public static IReadOnlyList<IOnnxImporter> All { get; } =
    [
        new ReduceImporter("ReduceSum", ReduceFunction.Sum),
        new ReduceImporter("ReduceMax", ReduceFunction.Max),
        new ReduceImporter("ReduceMin", ReduceFunction.Min),
        new ReduceImporter("ReduceProd", ReduceFunction.Prod),
        new ReduceImporter("ReduceL1", ReduceFunction.L1),
        new ReduceImporter("ReduceL2", ReduceFunction.L2),
        new ReduceImporter("ReduceLogSum", ReduceFunction.LogSum),
        new ReduceImporter("ReduceLogSumExp", ReduceFunction.LogSumExp),
        new ReduceImporter("ReduceSumSquare", ReduceFunction.SumSquare),
    ];

    public string OpType => opType;

    /// <summary>What the function gives for no elements; integers take their least or largest number for an infinity.</summary>
    private double OfNothing => function switch
    {
        ReduceFunction.Max or ReduceFunction.LogSum or ReduceFunction.LogSumExp => double.NegativeInfinity,
        ReduceFunction.Min => double.PositiveInfinity,
        ReduceFunction.Prod => 1,
        _ => 0,
    };

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        var axes = node.IntsOfAttributeOrInput("axes", 1) ?? [];
        if (axes.Length == 0 && node.Flag("noop_with_empty_axes"))
        {
            graph.Output(node, 0, input);
            return;
        }

        var mask = axes.Length > 0 ? OnnxAxes.Of(axes, input.Shape.Rank) : OnnxAxes.From(0, input.Shape.Rank);
        if (input.Shape.IsEmpty())
        {
            var reduced = OnnxAxes.Reduced(input.Shape, mask, node.Flag("keepdims", true));
            graph.Output(node, 0, OnnxConstant.Filled(node, "of nothing", reduced, OfNothing, input.Type));
            return;
        }

        graph.Output(node, 0, graph.Reduce(node, function, input, mask, node.Flag("keepdims", true)));
    }
}
