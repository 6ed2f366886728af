using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Surrounds a tensor with a constant; negative pads cut elements off.</summary>
internal sealed class PadImporter : IOnnxImporter
{
    public string OpType => "Pad";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        if (node.Text("mode", "constant") is not "constant" and var mode)
        {
            throw new UnsupportedException($"pads by {mode}", "pad with a constant");
        }

        var input = node.Require(0, "data");
        var pads = (node.Opset < 11 ? node.Ints("pads") : node.ConstantInts(1, "pads")) ?? [];
        var (before, after) = Pads(node, input.Shape.Rank, pads);
        var cropped = Crop(node, graph, input, before, after);
        var shape = cropped.Shape;
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            (before[axis], after[axis]) = (Math.Max(0, before[axis]), Math.Max(0, after[axis]));
            shape[axis] += before[axis] + after[axis];
        }

        var value = node.Input(2) ?? OnnxConstant.Scalar(node, "padding", node.Float("value"), input.Type);
        var record = new PadV2 { Before = PerAxis.Of(before), After = PerAxis.Of(after) };
        graph.Output(node, 0, shape == cropped.Shape ? cropped : graph.Add(node, "padded", record, [cropped, value], input.Type, shape));
    }

    /// <summary>Pads of every axis of the input, from those of the axes that input 3 names.</summary>
    private static (int[] Before, int[] After) Pads(OnnxNode node, int rank, int[] pads)
    {
        var axes = node.Input(3) is null ? [.. Enumerable.Range(0, rank)] : node.ConstantInts(3, "axes").Select(a => OnnxNode.Axis(a, rank)).ToArray();
        if (pads.Length != 2 * axes.Length)
        {
            throw new UnsupportedException($"has {pads.Length} pads for {axes.Length} axes", "give two for each axis");
        }

        var (before, after) = (new int[rank], new int[rank]);
        for (var i = 0; i < axes.Length; i++)
        {
            (before[axes[i]], after[axes[i]]) = (pads[i], pads[i + axes.Length]);
        }

        return (before, after);
    }

    private static Value Crop(OnnxNode node, OnnxGraphBuilder graph, Value input, int[] before, int[] after)
    {
        var (record, shape) = (default(Slice), input.Shape);
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            record.Begin[axis] = Math.Max(0, -before[axis]);
            shape[axis] -= record.Begin[axis] + Math.Max(0, -after[axis]);
        }

        return shape == input.Shape ? input : graph.Add(node, "cropped", record, [input], input.Type, shape);
    }
}
