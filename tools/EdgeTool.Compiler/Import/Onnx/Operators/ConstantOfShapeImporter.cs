using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A tensor of the shape that its input holds, every element the same number.</summary>
internal sealed class ConstantOfShapeImporter : IOnnxImporter
{
    public string OpType => "ConstantOfShape";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var shape = new Shape(node.ConstantInts(0, "shape"));
        var element = node.Tensor("value") is { } tensor ? graph.Constant(node, tensor) : OnnxConstant.Scalar(node, "value", 0, ElementType.Float32);
        graph.Charge(shape.ElementCount, element.Type);
        var bytes = new byte[shape.ElementCount * element.Type.SizeBytes()];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = element.Constant![i % element.Type.SizeBytes()];
        }

        graph.Output(node, 0, new Value { Name = node.Name, Type = element.Type, Shape = shape, Constant = bytes });
    }
}
