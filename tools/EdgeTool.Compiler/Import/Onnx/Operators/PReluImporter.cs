using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>x where x is at least 0, slope * x below; the slope broadcasts to x. Before operator set 7 a vector holds one slope for each channel.</summary>
internal sealed class PReluImporter : IOnnxImporter
{
    public string OpType => "PRelu";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, slope) = (node.Require(0, "input"), node.Require(1, "slope"));
        if (node.Opset < 7 && slope.Shape is { Rank: 1 } && slope.Shape[0] > 1 && input.Shape.Rank > 2)
        {
            slope = graph.Reshape(node, slope, OnnxShapes.PerChannel(slope.Shape[0], input.Shape.Rank), "slope");
        }

        graph.Output(node, 0, graph.Add(node, "result", default(PRelu), [input, slope], input.Type, input.Shape));
    }
}
