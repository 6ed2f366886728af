namespace EdgeRuntime.Model;

/// <summary>Shapes of element-wise operators: aligned at the last dimension, sizes must agree or one of them be 1 (TensorFlow broadcasting).</summary>
public static class Broadcasting
{
    /// <summary>The shape that both broadcast to.</summary>
    /// <exception cref="LawException">They do not.</exception>
    public static Shape ShapeOf(Shape a, Shape b)
    {
        var result = a.Rank >= b.Rank ? a : b;
        for (var axis = 1; axis <= Math.Min(a.Rank, b.Rank); axis++)
        {
            var (sizeA, sizeB) = (a[-axis], b[-axis]);
            Law.Require(FaultKind.OperandShape, sizeA == sizeB || sizeA == 1 || sizeB == 1, "shapes of the inputs",
                "sizes that agree or are 1, counted from the last", $"{a} and {b}");
            result[-axis] = Math.Max(sizeA, sizeB);
        }

        return result;
    }

    /// <summary>The rule of an operator with two inputs of one type: output of that type and of the broadcast shape.</summary>
    public static void Check(OperandSet operands, params ReadOnlySpan<ElementType> allowed)
    {
        Law.Counts(operands, 2, 2);
        var (a, b, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.TypeOf("input 0", a, allowed);
        Law.TypeOf("input 1", b, a.Type);
        Law.TypeOf("output", output, a.Type);
        Law.ShapeOf("output", output, ShapeOf(a.Shape, b.Shape));
    }

    /// <summary>8 and 16-bit operands carry a scale each; wider ones are plain numbers.</summary>
    public static void CheckQuantized(OperandSet operands)
    {
        if (operands.Outputs[0].Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16)
        {
            Law.PerTensor("input 0", operands.Inputs[0]);
            Law.PerTensor("input 1", operands.Inputs[1]);
            Law.PerTensor("output", operands.Outputs[0]);
        }
    }

    /// <summary>An input that is not repeated is read just before its element is overwritten.</summary>
    public static bool MayRunInPlace(OperandSet operands, int input) =>
        operands.Inputs[input].Shape == operands.Outputs[0].Shape && operands.Inputs[input].Type == operands.Outputs[0].Type;
}
