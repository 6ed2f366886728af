using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// scale * (x - mean) / sqrt(variance + epsilon) + B for each channel, as a product and a sum (Ioffe and Szegedy 2015); a convolution
/// before it takes both in when the graph is simplified.
/// </summary>
internal sealed class BatchNormalizationImporter : IOnnxImporter
{
    public string OpType => "BatchNormalization";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, scale, offset) = (node.Require(0, "X"), node.Require(1, "scale"), node.Require(2, "B"));
        var (mean, variance) = (node.Require(3, "mean"), node.Require(4, "var"));
        if (!node.Flag("spatial", true))
        {
            throw new UnsupportedException("normalizes by position", "export for inference");
        }

        if (input.Shape.Rank < 2 || new[] { scale, offset, mean, variance }.Any(v => v.Shape.ElementCount != input.Shape[1]))
        {
            throw new UnsupportedException($"has parameters that do not fit {input.Shape}", "give one for each channel");
        }

        if (node.Flag("training_mode"))
        {
            (mean, variance) = OfBatch(node, graph, input, mean, variance);
        }
        else if (node.HasOutput(1))
        {
            throw new UnsupportedException("gives the statistics of the batch, as in training", "export for inference");
        }

        var epsilon = OnnxConstant.Scalar(node, "epsilon", node.Float("epsilon", 1e-5f), ElementType.Float32);
        var raised = AddImporter.Apply(node, graph, variance, epsilon, "variance");
        var inverse = graph.Add(node, "inverse", default(Rsqrt), [raised], raised.Type, raised.Shape);
        var factor = MulImporter.Apply(node, graph, scale, inverse, "factor");
        var shift = SubImporter.Apply(node, graph, offset, MulImporter.Apply(node, graph, mean, factor, "center"), "shift");
        var perChannel = OnnxShapes.PerChannel(input.Shape[1], input.Shape.Rank);
        var product = MulImporter.Apply(node, graph, input, graph.Reshape(node, factor, perChannel, "factors"), "product");
        graph.Output(node, 0, AddImporter.Apply(node, graph, product, graph.Reshape(node, shift, perChannel, "shifts"), "normalized"));
    }

    /// <summary>Mean and variance of this very batch, as in training; the running ones move towards them.</summary>
    private static (Value Mean, Value Variance) OfBatch(OnnxNode node, OnnxGraphBuilder graph, Value input, Value runningMean, Value runningVariance)
    {
        int[] axes = [0, .. Enumerable.Range(2, input.Shape.Rank - 2)];
        var average = ReduceMeanImporter.Mean(node, graph, input, axes, keepDims: true);
        var centred = SubImporter.Apply(node, graph, input, average, "centred");
        var spread = ReduceMeanImporter.Mean(node, graph, MulImporter.Apply(node, graph, centred, centred, "squares"), axes, keepDims: false);
        var mean = graph.Reshape(node, average, spread.Shape, "batch mean");
        Moved(1, runningMean, mean);
        Moved(2, runningVariance, spread);
        return (mean, spread);

        void Moved(int index, Value running, Value current)
        {
            var momentum = node.Float("momentum", 0.9f);
            var kept = MulImporter.Apply(node, graph, running, OnnxConstant.Scalar(node, "kept", momentum, ElementType.Float32), $"kept {index}");
            var added = MulImporter.Apply(node, graph, current, OnnxConstant.Scalar(node, "added", 1 - momentum, ElementType.Float32), $"added {index}");
            graph.Output(node, index, AddImporter.Apply(node, graph, kept, added, $"running {index}"));
        }
    }
}
