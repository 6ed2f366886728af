using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Mean 0 and variance 1 over some axes, by default all but the channels.</summary>
internal sealed class MeanVarianceNormalizationImporter : IOnnxImporter
{
    /// <summary>ONNX defines the operator with 1e-9 added to the standard deviation, which this is where it matters: at 0.</summary>
    private const float Epsilon = 1e-18f;

    public string OpType => "MeanVarianceNormalization";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var mask = OnnxAxes.Of(node.Ints("axes") ?? [0, 2, 3], input.Shape.Rank);
        graph.Output(node, 0, graph.Normalize(node, Normalization.MeanVariance, input, mask, Epsilon));
    }
}
