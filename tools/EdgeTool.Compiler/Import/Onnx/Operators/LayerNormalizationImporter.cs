using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Mean 0 and variance 1 over all axes from one on, then scale and bias (Ba, Kiros and Hinton 2016).</summary>
internal sealed class LayerNormalizationImporter : IOnnxImporter
{
    public string OpType => "LayerNormalization";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var rank = input.Shape.Rank;
        var mask = OnnxAxes.From(OnnxNode.Axis(node.Int("axis", -1), rank), rank);
        var epsilon = node.Float("epsilon", 1e-5f);
        graph.Output(node, 0, graph.Affine(node, graph.Normalize(node, Normalization.MeanVariance, input, mask, epsilon), node.Input(1), node.Input(2)));
        if (node.HasOutput(1) || node.HasOutput(2))
        {
            Statistics(node, graph, input, mask, epsilon);
        }
    }

    private static void Statistics(OnnxNode node, OnnxGraphBuilder graph, Value input, int mask, float epsilon)
    {
        var (record, shape) = (new Mean { AxisMask = mask, KeepDims = 1 }, OnnxAxes.Reduced(input.Shape, mask, keepDims: true));
        var mean = graph.Add(node, "mean", record, [input], input.Type, shape);
        var squares = graph.Add(node, "squares", default(SquaredDifference), [input, mean], input.Type, input.Shape);
        var variance = graph.Add(node, "variance", record, [squares], input.Type, shape);
        var safe = AddImporter.Apply(node, graph, variance, OnnxConstant.Scalar(node, "epsilon", epsilon, input.Type), "safe");
        graph.Output(node, 1, mean);
        graph.Output(node, 2, graph.Add(node, "inverse", default(Rsqrt), [safe], input.Type, shape));
    }
}
