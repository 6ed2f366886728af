using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Another size of some axes: the middle where they shrink, zeros on both sides where they grow.</summary>
internal sealed class CenterCropPadImporter : IOnnxImporter
{
    public string OpType => "CenterCropPad";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (value, sizes) = (node.Require(0, "input_data"), node.ConstantInts(1, "shape"));
        var axes = node.Ints("axes") ?? [.. Enumerable.Range(0, value.Shape.Rank)];
        if (axes.Length != sizes.Length || sizes.Any(s => s is < 1 or > Shape.MaxDimension))
        {
            throw new UnsupportedException($"gives {sizes.Length} sizes for {axes.Length} axes", "give one positive size for each axis");
        }

        var (before, after) = (default(PerAxis), default(PerAxis));
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = OnnxNode.Axis(axes[i], value.Shape.Rank);
            var excess = value.Shape[axis] - sizes[i];
            if (excess > 0)
            {
                value = graph.Part(node, value, axis, excess / 2, sizes[i], $"crop{axis}");
            }

            (before[axis], after[axis]) = (Math.Max(0, -excess) / 2, Math.Max(0, -excess) - (Math.Max(0, -excess) / 2));
        }

        var shape = value.Shape;
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            shape[axis] += before[axis] + after[axis];
        }

        graph.Output(node, 0, shape == value.Shape ? value : OnnxSlices.Add(graph, node, "pad", new Pad { Before = before, After = after }, [value], shape));
    }
}
