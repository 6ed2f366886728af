using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Largest element of each window, and where it lies when asked; padding never wins.</summary>
internal sealed class MaxPoolImporter : IOnnxImporter
{
    public string OpType => "MaxPool";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        if (input.Shape.Rank < 3)
        {
            throw new UnsupportedException($"pools {input.Shape}", "use at least one spatial axis");
        }

        var window = OnnxWindow.Of(node, input.Shape.Span[2..], node.Ints("kernel_shape") ?? []);
        var real = graph.Cast(node, input, ElementType.Float32, "real");
        if (node.HasOutput(1))
        {
            var (max, indices) = OnnxIndexedPool.Max(node, graph, real, window);
            graph.Output(node, 0, graph.Cast(node, max, input.Type, "integer"));
            graph.Output(node, 1, indices);
            return;
        }

        graph.Output(node, 0, graph.Cast(node, Pool(node, graph, real, window), input.Type, "integer"));
    }

    private static Value Pool(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxWindow window)
    {
        if (window.Axes > 2 || window.Dilations.Any(d => d != 1) || window.PadsWholeWindows)
        {
            return OnnxTapPool.Max(node, graph, input, window);
        }

        var plane = window.AsPlane();
        var record = new MaxPool2D { Window = OnnxTapPool.Record(plane) };
        var shape = new Shape(input.Shape[0], plane.Positions[0], plane.Positions[1], input.Shape[1]);
        var output = graph.Add(node, "pool", record, [graph.ToNhwc(node, input)], input.Type, shape);
        return graph.FromNhwc(node, output, input.Shape.Rank);
    }
}
