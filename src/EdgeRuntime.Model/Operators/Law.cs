namespace EdgeRuntime.Model;

/// <summary>The sentences that operators' laws are written in. Each throws <see cref="LawException"/> when it does not hold.</summary>
public static class Law
{
    /// <summary>Between <paramref name="minInputs"/> and <paramref name="maxInputs"/> inputs, exactly <paramref name="outputs"/> outputs.</summary>
    public static void Counts(OperandSet operands, int minInputs, int maxInputs, int outputs = 1)
    {
        Range("number of inputs", operands.Inputs.Length, minInputs, maxInputs);
        Range("number of outputs", operands.Outputs.Length, outputs, outputs);
        foreach (var output in operands.Outputs)
        {
            if (output.Kind is not (TensorKind.Arena or TensorKind.Variable))
            {
                throw new LawException(FaultKind.OperandKind, "output", "an arena or variable tensor", output.Kind.ToString());
            }
        }
    }

    /// <summary>The operand is there.</summary>
    public static void Present(string what, OperandInfo operand)
    {
        if (operand.IsAbsent)
        {
            throw new LawException(FaultKind.OperandMissing, what, "a tensor", "none");
        }
    }

    /// <summary>The operand has one of these element types.</summary>
    public static void TypeOf(string what, OperandInfo operand, params ReadOnlySpan<ElementType> allowed)
    {
        Present(what, operand);
        if (!allowed.Contains(operand.Type))
        {
            throw new LawException(FaultKind.OperandType, what + " type", string.Join(" or ", allowed.ToArray()), operand.Type.ToString());
        }
    }

    /// <summary>The operand's rank lies in the range.</summary>
    public static void RankOf(string what, OperandInfo operand, int min, int max) =>
        Require(FaultKind.OperandShape, operand.Shape.Rank >= min && operand.Shape.Rank <= max, what + " rank",
            min == max ? $"{min}" : $"{min}..{max}", operand.Shape.Rank);

    /// <summary>The operand has exactly this shape.</summary>
    public static void ShapeOf(string what, OperandInfo operand, Shape expected)
    {
        if (operand.Shape != expected)
        {
            throw new LawException(FaultKind.OperandShape, what + " shape", expected.ToString(), operand.Shape.ToString());
        }
    }

    /// <summary>The operand has exactly <paramref name="count"/> elements.</summary>
    public static void ElementsOf(string what, OperandInfo operand, long count) =>
        Require(FaultKind.OperandShape, operand.Shape.ElementCount == count, what + " element count", $"{count}", operand.Shape.ElementCount);

    /// <summary>A parameter lies within [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public static void Range(string what, long value, long min, long max) =>
        Require(FaultKind.Parameter, value >= min && value <= max, what, min == max ? $"{min}" : $"{min}..{max}", value);

    /// <summary>A real parameter is finite.</summary>
    public static void Finite(string what, float value) =>
        Require(FaultKind.Parameter, float.IsFinite(value), what, "a finite number", value);

    /// <summary>The operand carries one finite scale, and a zero point that its type can hold.</summary>
    public static void PerTensor(string what, OperandInfo operand)
    {
        Require(FaultKind.Quantization, operand.Scale > 0 && float.IsFinite(operand.Scale) && !operand.IsPerChannel, what + " quantization",
            "one finite scale for the tensor", operand.IsPerChannel ? $"{operand.ChannelScales.Length} scales" : $"{operand.Scale}");
        var (min, max) = operand.Type.QuantizedRange();
        Require(FaultKind.ZeroPoint, operand.ZeroPoint >= min && operand.ZeroPoint <= max, what + " zero point", $"{min}..{max}", operand.ZeroPoint);
    }

    /// <summary>The operand carries exactly this scale and zero point: the operator's output range is fixed.</summary>
    public static void FixedQuantization(string what, OperandInfo operand, float scale, int zeroPoint) =>
        Require(FaultKind.Quantization, MathF.Abs(operand.Scale - scale) <= scale * 1e-3f && operand.ZeroPoint == zeroPoint && !operand.IsPerChannel,
            what + " quantization", $"scale {scale}, zero point {zeroPoint}", $"scale {operand.Scale}, zero point {operand.ZeroPoint}");

    /// <summary>The table that 16-bit logistic and tanh read takes symmetric arguments in steps of at most 8/3.</summary>
    public static void SigmoidInput(OperandInfo input) =>
        Require(FaultKind.Quantization, input.Type != ElementType.Int16 || (input.ZeroPoint == 0 && input.Scale <= 32767f / 12288),
            "input quantization", "zero point 0, scale at most 2.66", $"scale {input.Scale}, zero point {input.ZeroPoint}");

    /// <summary>Both operands are quantized with the same scale and zero point.</summary>
    public static void SameQuantization(string what, OperandInfo a, OperandInfo b) =>
        Require(FaultKind.Quantization, a.Scale.Equals(b.Scale) && a.ZeroPoint == b.ZeroPoint, what + " quantization",
            $"scale {a.Scale}, zero point {a.ZeroPoint}", $"scale {b.Scale}, zero point {b.ZeroPoint}");

    /// <summary>Any other rule.</summary>
    public static void Require<T>(FaultKind kind, bool holds, string what, string expected, T found)
    {
        if (!holds)
        {
            throw new LawException(kind, what, expected, $"{found}");
        }
    }
}
