namespace EdgeRuntime.Model;

/// <summary>What the laws of the audio front end share. Its operators are those of the TensorFlow Lite Micro signal library.</summary>
internal static class SignalLaw
{
    /// <summary>A line of <paramref name="type"/> elements; its length.</summary>
    public static int Line(string what, OperandInfo operand, ElementType type)
    {
        Law.TypeOf(what, operand, type);
        Law.RankOf(what, operand, 1, 1);
        return operand.Shape[0];
    }

    /// <summary>A line of exactly <paramref name="length"/> elements.</summary>
    public static void Line(string what, OperandInfo operand, ElementType type, int length)
    {
        Law.TypeOf(what, operand, type);
        Law.ShapeOf(what, operand, new Shape(length));
    }

    /// <summary>A line of int16 elements that is known when the model is loaded.</summary>
    public static int Table(string what, OperandInfo operand)
    {
        var length = Line(what, operand, ElementType.Int16);
        Law.Require(FaultKind.OperandKind, operand.Kind == TensorKind.Constant, what, "a constant", operand.Kind);
        return length;
    }

    /// <summary>One int32 element.</summary>
    public static void Scalar(string what, OperandInfo operand)
    {
        Law.TypeOf(what, operand, ElementType.Int32);
        Law.ElementsOf(what, operand, 1);
    }
}
