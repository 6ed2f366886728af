using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Mean over all spatial axes, which stay with size 1.</summary>
internal sealed class GlobalAveragePoolImporter : IOnnxImporter
{
    public string OpType => "GlobalAveragePool";

    public int MinOpset => 1;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        graph.Output(node, 0, ReduceMeanImporter.Mean(node, graph, input, [.. Enumerable.Range(2, input.Shape.Rank - 2)], keepDims: true));
    }
}

/// <summary>Largest element over all spatial axes, which stay with size 1.</summary>
internal sealed class GlobalMaxPoolImporter : IOnnxImporter
{
    public string OpType => "GlobalMaxPool";

    public int MinOpset => 1;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var (batch, channels, rank) = (input.Shape[0], input.Shape[1], input.Shape.Rank);
        var plane = rank == 4 ? input : graph.Reshape(node, input, new Shape(batch, channels, 1, input.Shape.Product(2, rank)), "plane");
        var record = new MaxPool2D { Window = new PoolWindow { FilterH = plane.Shape[2], FilterW = plane.Shape[3], StrideH = 1, StrideW = 1 } };
        var pooled = graph.Add(node, "pool", record, [graph.ToNhwc(node, plane)], input.Type, new Shape(batch, 1, 1, channels));
        graph.Output(node, 0, graph.Reshape(
            node, graph.FromNhwc(node, pooled, 4), new Shape([batch, channels, .. Enumerable.Repeat(1, rank - 2)]), "restored"));
    }
}
