using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>The same elements elsewhere.</summary>
internal static class MovementTwins
{
    public static Tensor[] Reshape(TwinCall call) => call.Reshaped(call.Input(0));

    public static Tensor[] Transpose(TwinCall call)
    {
        var permutation = call.Record<Transpose>().Permutation;
        return [call.Input(0).permute([0, .. Enumerable.Range(0, call.OutputShape().Rank).Select(i => permutation[i] + 1L)])];
    }

    public static Tensor[] Concatenation(TwinCall call) => [cat(Inputs(call), call.Record<Concatenation>().Axis + 1)];

    public static Tensor[] Pack(TwinCall call) => [stack(Inputs(call), call.Record<Pack>().Axis + 1)];

    public static Tensor[] Split(TwinCall call)
    {
        var axis = call.Record<Split>().Axis;
        return call.Input(0).split([.. call.Node.Outputs.Select(o => (long)o.Shape[axis])], axis + 1);
    }

    public static Tensor[] Unpack(TwinCall call) => call.Input(0).unbind(call.Record<Unpack>().Axis + 1);

    public static Tensor[] Expand(TwinCall call)
    {
        var (x, shape) = (call.Input(0), call.OutputShape());
        var (raised, _) = BinaryTwins.Aligned(x, zeros(TwinTensors.Batched(1, shape)));
        return [raised.expand(TwinTensors.Batched(x.shape[0], shape))];
    }

    /// <summary>All inputs with the whole batch, constants repeated.</summary>
    private static Tensor[] Inputs(TwinCall call) => [.. Enumerable.Range(0, call.InputCount).Select(i =>
    {
        var x = call.Input(i);
        return x.shape[0] == call.Batch ? x : x.expand([call.Batch, .. x.shape[1..]]);
    })];
}
