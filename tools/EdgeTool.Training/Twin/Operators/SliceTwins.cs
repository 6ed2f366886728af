using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Some of the elements, or more around them.</summary>
internal static class SliceTwins
{
    public static Tensor[] Slice(TwinCall call)
    {
        var (begin, shape, x) = (call.Record<Slice>().Begin, call.OutputShape(), call.Input(0));
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            x = x.narrow(axis + 1, begin[axis], shape[axis]);
        }

        return [x];
    }

    public static Tensor[] StridedSlice(TwinCall call)
    {
        var (record, x) = (call.Record<StridedSlice>(), call.Input(0));
        for (var axis = 0; axis < call.ShapeOf(0).Rank; axis++)
        {
            var (begin, count, stride) = (record.Begin[axis], record.Count[axis], record.Stride[axis]);
            x = stride == 1 || count == 1
                ? x.narrow(axis + 1, begin, count)
                : x.index_select(axis + 1, tensor(Enumerable.Range(0, count).Select(i => begin + ((long)i * stride)).ToArray()));
        }

        return call.Reshaped(x);
    }

    /// <summary>Constant indices, clamped to the axis.</summary>
    public static Tensor[] Gather(TwinCall call)
    {
        var record = call.Record<Gather>();
        var indices = call.Weight(1)!.reshape(-1).clamp(0, call.ShapeOf(0)[record.Axis] - 1);
        return call.Reshaped(call.Input(0).index_select(record.Axis + 1, indices));
    }

    public static Tensor[] Pad(TwinCall call)
    {
        var record = call.Record<Pad>();
        return Padded(call, record.Before, record.After, 0);
    }

    public static Tensor[] PadV2(TwinCall call)
    {
        var record = call.Record<PadV2>();
        return Padded(call, record.Before, record.After, call.Node.Inputs[1]!.ConstantAs<float>()[0]);
    }

    /// <summary>torch counts paddings from the last axis.</summary>
    private static Tensor[] Padded(TwinCall call, PerAxis before, PerAxis after, float value)
    {
        var pads = Enumerable.Range(0, call.OutputShape().Rank).Reverse().SelectMany(i => (long[])[before[i], after[i]]).ToArray();
        return [nn.functional.pad(call.Input(0), pads, value: value)];
    }
}
