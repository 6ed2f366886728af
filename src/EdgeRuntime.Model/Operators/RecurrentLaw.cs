namespace EdgeRuntime.Model;

/// <summary>What operators that keep state share.</summary>
internal static class RecurrentLaw
{
    /// <summary>Most products that go into one 32-bit sum of (int8 - zeroPoint) * int8.</summary>
    public const int MaxProducts = 1 << 16;

    /// <summary>State of this type and shape that the operator reads and writes; scale and zero point given unless float32.</summary>
    public static void State(string what, OperandInfo state, ElementType type, Shape shape)
    {
        Law.TypeOf(what, state, type);
        Law.Require(FaultKind.OperandKind, state.Kind == TensorKind.Variable, what, "a variable", state.Kind);
        Law.ShapeOf(what, state, shape);
        if (type != ElementType.Float32)
        {
            ConvolutionLaw.Activations(what, state);
        }
    }

    /// <summary>Weights of this type and shape; symmetric with one scale unless float32.</summary>
    public static void Weights(string what, OperandInfo weights, ElementType type, Shape shape)
    {
        Law.TypeOf(what, weights, type);
        Law.ShapeOf(what, weights, shape);
        if (type != ElementType.Float32)
        {
            ConvolutionLaw.Activations(what, weights);
            Law.Require(FaultKind.Quantization, weights.ZeroPoint == 0, what + " zero point", "0", weights.ZeroPoint);
        }
    }
}
