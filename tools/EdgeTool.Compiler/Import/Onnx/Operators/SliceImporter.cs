using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Of each named axis, elements from start to end in steps; bounds clamp to the axis, negative ones count from its end.</summary>
internal sealed class SliceImporter : IOnnxImporter
{
    public string OpType => "Slice";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        var rank = input.Shape.Rank;
        var isOld = node.Opset < 10;
        var starts = isOld ? Longs(node, "starts") : node.ConstantLongs(1, "starts");
        var ends = isOld ? Longs(node, "ends") : node.ConstantLongs(2, "ends");
        var axes = isOld ? node.Ints("axes") : node.Input(3) is null ? null : node.ConstantInts(3, "axes");
        axes ??= [.. Enumerable.Range(0, starts.Length)];
        var steps = isOld || node.Input(4) is null ? [.. Enumerable.Repeat(1L, starts.Length)] : node.ConstantLongs(4, "steps");
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length)
        {
            throw new UnsupportedException("has starts, ends, axes and steps of different lengths", "export the model again");
        }

        var (record, shape) = (default(StridedSlice), input.Shape);
        for (var axis = 0; axis < rank; axis++)
        {
            (record.Begin[axis], record.Count[axis], record.Stride[axis]) = (0, shape[axis], 1);
        }

        for (var i = 0; i < axes.Length; i++)
        {
            var axis = OnnxNode.Axis(axes[i], rank);
            Resolve(ref record, axis, input.Shape[axis], starts[i], ends[i], steps[i]);
            shape[axis] = record.Count[axis];
        }

        graph.Output(node, 0, graph.Add(node, "slice", record, [input], input.Type, shape));
    }

    private static long[] Longs(OnnxNode node, string attribute) => node.Find(attribute)?.Ints ?? [];

    private static void Resolve(ref StridedSlice record, int axis, int size, long start, long end, long step)
    {
        if (step == 0)
        {
            throw new UnsupportedException("has a step of 0", "use a step other than 0");
        }

        if (size == 0)
        {
            (record.Begin[axis], record.Count[axis], record.Stride[axis]) = (0, 0, 1);
            return;
        }

        var (low, high) = step > 0 ? (0, size) : (-1, size - 1);
        var first = step > 0 ? Math.Clamp(FromFirst(start, size), 0, size) : Math.Clamp(FromFirst(start, size), 0, size - 1);
        var behind = Math.Clamp(end < 0 ? Math.Max(end + size, low) : end, low, high);
        var count = Math.Max(0, (Math.Abs(behind - first) + Math.Abs(step) - 1) / Math.Abs(step));
        count = Math.Sign(behind - first) == Math.Sign(step) ? count : 0;
        var stride = count <= 1 ? Math.Sign(step) : step;
        (record.Begin[axis], record.Count[axis], record.Stride[axis]) = ((int)first, (int)count, checked((int)stride));
    }

    private static long FromFirst(long index, int size) => index < 0 ? index + size : index;
}
