using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Hybrid models: 8-bit weights under float32 activations. They run in float32, with the weights expanded here.</summary>
public static class HybridWeights
{
    /// <summary>The weights as the kernels take them: float32 when <paramref name="input"/> is, the same value otherwise.</summary>
    public static Value For(Value input, Value weights)
    {
        if (input.Type != ElementType.Float32 || weights.Type is not (ElementType.Int8 or ElementType.UInt8) || weights.Scales.Length == 0)
        {
            return weights;
        }

        if (weights.Constant is null)
        {
            throw new UnsupportedException(
                $"multiplies float32 by 8-bit values computed at run time ('{weights.Name}')", "quantize the activations too, or none");
        }

        var count = weights.Shape.ElementCount;
        var axis = weights.ChannelAxis;
        if (axis >= weights.Shape.Rank || weights.Scales.Length != (axis < 0 ? 1 : weights.Shape[axis]))
        {
            throw new UnsupportedException($"has {weights.Scales.Length} weight scales along axis {axis} of {weights.Shape}", "convert the model again");
        }

        var inner = axis < 0 ? count : weights.Shape.Product(axis + 1, weights.Shape.Rank);
        var real = new float[count];
        for (var i = 0; i < count; i++)
        {
            int stored = weights.Type == ElementType.Int8 ? (sbyte)weights.Constant[i] : weights.Constant[i];
            real[i] = weights.Scales[axis < 0 ? 0 : i / inner % weights.Shape[axis]] * (stored - weights.ZeroPoint);
        }

        return Value.Of<float>(weights.Name + "/float32", weights.Shape, real);
    }
}
