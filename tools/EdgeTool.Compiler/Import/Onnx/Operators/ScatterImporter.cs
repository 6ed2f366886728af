using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A copy of data with some elements replaced, or combined with updates.</summary>
internal abstract class ScatterImporter : IOnnxImporter
{
    public abstract string OpType { get; }

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var reduction = node.Text("reduction", "none") switch
        {
            "none" => ScatterReduction.Replace,
            "add" => ScatterReduction.Add,
            "mul" => ScatterReduction.Multiply,
            "max" => ScatterReduction.Maximum,
            "min" => ScatterReduction.Minimum,
            var other => throw new UnsupportedException($"combines by '{other}'", "use none, add, mul, max or min"),
        };
        var data = node.Require(0, "data");
        graph.Output(node, 0, node.Require(1, "indices").Shape.IsEmpty() ? data : Scatter(node, graph, reduction, [data, node.Require(1, "indices"), node.Require(2, "updates")], data.Shape));
    }

    protected abstract Value Scatter(OnnxNode node, OnnxGraphBuilder graph, ScatterReduction reduction, Value[] operands, Shape shape);
}

/// <summary>Updates named by one index each, along one axis. "Scatter" is its name before operator set 11.</summary>
internal sealed class ScatterElementsImporter(string opType) : ScatterImporter
{
    public override string OpType => opType;

    protected override Value Scatter(OnnxNode node, OnnxGraphBuilder graph, ScatterReduction reduction, Value[] operands, Shape shape) =>
        OnnxSlices.Add(graph, node, "scatter", new ScatterElements { Axis = OnnxNode.Axis(node.Int("axis"), shape.Rank), Reduction = reduction }, operands, shape);
}

/// <summary>Updates named by several indices each.</summary>
internal sealed class ScatterNdImporter : ScatterImporter
{
    public override string OpType => "ScatterND";

    protected override Value Scatter(OnnxNode node, OnnxGraphBuilder graph, ScatterReduction reduction, Value[] operands, Shape shape) =>
        OnnxSlices.Add(graph, node, "scatter", new ScatterNd { Reduction = reduction }, operands, shape);
}
