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
            sizes = [.. Enumerable.Range(0, parts).Select(i => Math.Min(size, Math.Max(0, input.Shape[axis] - (i * size))))];
        }

        if (sizes.Length != parts)
        {
            throw new UnsupportedException($"has {sizes.Length} sizes for {parts} outputs", "give one for each output");
        }

        if (sizes.Any(s => s < 0) || sizes.Sum() != input.Shape[axis])
        {
            throw new UnsupportedException($"cuts an axis of {input.Shape[axis]} into [{string.Join(", ", sizes)}]", "give sizes whose sum is the axis");
        }

        if (sizes.Contains(0))
        {
            for (var (i, begin) = (0, 0); i < parts; begin += sizes[i], i++)
            {
                graph.Output(node, i, graph.Part(node, input, axis, begin, sizes[i], $"part {i}"));
            }

            return;
        }

        Value[] outputs = [.. sizes.Select((size, i) => new Value { Name = $"{node.Name}/part {i}", Type = input.Type, Shape = input.Shape.With(axis, size) })];
        graph.Add(node, new Split { Axis = axis }, [input], outputs);
        for (var i = 0; i < parts; i++)
        {
            graph.Output(node, i, outputs[i]);
        }
    }
}
