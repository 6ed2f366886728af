using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Cuts a tensor along one axis: as sizes say, or into equal parts of which the last may be smaller.</summary>
internal sealed class SplitImporter : IOnnxImporter
{
    public string OpType => "Split";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var axis = OnnxNode.Axis(node.Int("axis"), input.Shape.Rank);
        var parts = node.OutputCount;
        var sizes = node.IntsOfAttributeOrInput("split", 1);
        if (sizes is null)
        {
            var size = (input.Shape[axis] + parts - 1) / parts;
            sizes = [.. Enumerable.Range(0, parts).Select(i => Math.Min(size, input.Shape[axis] - (i * size)))];
        }

        if (sizes.Length != parts)
        {
            throw new UnsupportedException($"has {sizes.Length} sizes for {parts} outputs", "give one for each output");
        }

        Value[] outputs = [.. sizes.Select((size, i) => new Value { Name = $"{node.Name}/part {i}", Type = input.Type, Shape = input.Shape.With(axis, size) })];
        graph.Add(node, new Split { Axis = axis }, [input], outputs);
        for (var i = 0; i < parts; i++)
        {
            graph.Output(node, i, outputs[i]);
        }
    }
}
