using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>One operator applied to any number of tensors, from the first to the last, broadcast.</summary>
internal abstract class FoldImporter : IOnnxImporter
{
    public abstract string OpType { get; }

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var result = node.Require(0, "input");
        for (var i = 1; i < node.Inputs.Count; i++)
        {
            result = Combine(node, graph, result, node.Require(i, "input"), $"to {i}");
        }

        graph.Output(node, 0, Finish(node, graph, result));
    }

    protected abstract Value Combine(OnnxNode node, OnnxGraphBuilder graph, Value a, Value b, string part);

    protected virtual Value Finish(OnnxNode node, OnnxGraphBuilder graph, Value result) => result;
}

/// <summary>The smallest of the inputs, element by element.</summary>
internal sealed class MinImporter : FoldImporter
{
    public override string OpType => "Min";

    protected override Value Combine(OnnxNode node, OnnxGraphBuilder graph, Value a, Value b, string part) =>
        graph.Add(node, part, default(Minimum), [a, b], a.Type, OnnxShapes.Broadcast(a.Shape, b.Shape));
}

/// <summary>The largest of the inputs, element by element.</summary>
internal sealed class MaxImporter : FoldImporter
{
    public override string OpType => "Max";

    protected override Value Combine(OnnxNode node, OnnxGraphBuilder graph, Value a, Value b, string part) =>
        graph.Add(node, part, default(Maximum), [a, b], a.Type, OnnxShapes.Broadcast(a.Shape, b.Shape));
}

/// <summary>The sum of the inputs, element by element.</summary>
internal sealed class SumImporter : FoldImporter
{
    public override string OpType => "Sum";

    protected override Value Combine(OnnxNode node, OnnxGraphBuilder graph, Value a, Value b, string part) =>
        AddImporter.Apply(node, graph, a, b, part);
}

/// <summary>The mean of the inputs, element by element.</summary>
internal sealed class MeanImporter : FoldImporter
{
    public override string OpType => "Mean";

    protected override Value Combine(OnnxNode node, OnnxGraphBuilder graph, Value a, Value b, string part) =>
        AddImporter.Apply(node, graph, a, b, part);

    protected override Value Finish(OnnxNode node, OnnxGraphBuilder graph, Value result) => node.Inputs.Count == 1 ? result
        : MulImporter.Apply(node, graph, result, OnnxConstant.Scalar(node, "share", 1.0 / node.Inputs.Count, result.Type), "mean");
}
