using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Elements of several operands, broadcast as the graph broadcasts them.</summary>
internal static class BinaryTwins
{
    public static Tensor[] Add(TwinCall call) => Broadcast(call, (a, b) => a + b, call.Record<Add>().Activation);

    public static Tensor[] Sub(TwinCall call) => Broadcast(call, (a, b) => a - b, call.Record<Sub>().Activation);

    public static Tensor[] Mul(TwinCall call) => Broadcast(call, (a, b) => a * b, call.Record<Mul>().Activation);

    public static Tensor[] Minimum(TwinCall call) => Broadcast(call, minimum);

    public static Tensor[] Maximum(TwinCall call) => Broadcast(call, maximum);

    public static Tensor[] SquaredDifference(TwinCall call) => Broadcast(call, (a, b) => (a - b).square());

    public static Tensor[] PRelu(TwinCall call) => Broadcast(call, (x, alpha) => x.clamp(min: 0) + (alpha * x.clamp(max: 0)));

    public static Tensor[] BinaryMath(TwinCall call) => Broadcast(call, call.Record<BinaryMath>().Function switch
    {
        BinaryFunction.Div => (a, b) => a / b,
        BinaryFunction.Pow => (a, b) => a.pow(b),
        BinaryFunction.Mod => (a, b) => a.remainder(b),
        BinaryFunction.FMod => (a, b) => a.fmod(b),
        BinaryFunction.Sum => (a, b) => a + b,
        BinaryFunction.Difference => (a, b) => a - b,
        BinaryFunction.Product => (a, b) => a * b,
        BinaryFunction.And => (a, b) => a.logical_and(b),
        BinaryFunction.Or => (a, b) => a.logical_or(b),
        BinaryFunction.Xor => (a, b) => a.logical_xor(b),
        BinaryFunction.Equal => (a, b) => a.eq(b),
        BinaryFunction.Greater => (a, b) => a.gt(b),
        BinaryFunction.GreaterOrEqual => (a, b) => a.ge(b),
        BinaryFunction.Less => (a, b) => a.lt(b),
        BinaryFunction.LessOrEqual => (a, b) => a.le(b),
        var function => throw new NotSupportedException($"'{call.Node.Name}': {function} has no trainable form."),
    });

    public static Tensor[] Where(TwinCall call)
    {
        var rank = Enumerable.Range(0, 3).Max(i => call.Input(i).Dimensions);
        return [where(Raised(call.Input(0), rank), Raised(call.Input(1), rank), Raised(call.Input(2), rank))];
    }

    /// <summary>Both with as many dimensions behind the batch as the one that has more.</summary>
    public static (Tensor Left, Tensor Right) Aligned(Tensor left, Tensor right)
    {
        var rank = Math.Max(left.Dimensions, right.Dimensions);
        return (Raised(left, rank), Raised(right, rank));
    }

    private static Tensor[] Broadcast(TwinCall call, Func<Tensor, Tensor, Tensor> function, Activation activation = Activation.None)
    {
        var (a, b) = Aligned(call.Input(0), call.Input(1));
        return [ActivationTwins.Fused(function(a, b), activation)];
    }

    /// <summary>New dimensions of size 1 come behind the batch.</summary>
    private static Tensor Raised(Tensor tensor, long rank) =>
        tensor.Dimensions == rank ? tensor : tensor.reshape([tensor.shape[0], .. Enumerable.Repeat(1L, (int)(rank - tensor.Dimensions)), .. tensor.shape[1..]]);
}
