using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Joins tensors along one axis; inputs without elements add nothing.</summary>
internal sealed class ConcatImporter : IOnnxImporter
{
    public string OpType => "Concat";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var all = Enumerable.Range(0, node.Inputs.Count).Select(i => node.Require(i, "input")).ToList();
        var inputs = all.Where(v => !v.Shape.IsEmpty()).ToList();
        inputs = inputs.Count > 0 ? inputs : all;
        var shape = inputs[0].Shape;
        var axis = OnnxNode.Axis(node.Int("axis", 1), shape.Rank);
        shape[axis] = inputs.Sum(v => v.Shape[axis]);
        graph.Output(node, 0, inputs.Count == 1
            ? inputs[0]
            : graph.Add(node, "concat", new Concatenation { Axis = axis }, inputs, inputs[0].Type, shape));
    }
}
