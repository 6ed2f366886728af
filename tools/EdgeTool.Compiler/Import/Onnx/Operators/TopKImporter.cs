using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The k largest or smallest along one axis, sorted, with their indices.</summary>
internal sealed class TopKImporter : IOnnxImporter
{
    public string OpType => "TopK";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var k = node.Opset < 10 ? node.Int32("k") : node.ConstantInts(1, "K") is [var given] ? given
            : throw new UnsupportedException("has no single number K", "give one number");
        var axis = OnnxNode.Axis(node.Int("axis", -1), input.Shape.Rank);
        var shape = input.Shape;
        shape[axis] = k;
        Value values = new() { Name = $"{node.Name}/values", Type = input.Type, Shape = shape, Scales = input.Scales, ZeroPoint = input.ZeroPoint },
            indices = new() { Name = $"{node.Name}/indices", Type = ElementType.Int64, Shape = shape };
        graph.Add(node, new TopK { Axis = axis, Largest = node.Flag("largest", true) ? 1 : 0 }, [input], [values, indices]);
        graph.Output(node, 0, values);
        graph.Output(node, 1, indices);
    }
}
