namespace EdgeRuntime.Model;

/// <summary>
/// Numbers to signs, packed as <see cref="SignWords"/>: +1 where the input reaches the channel's threshold. Inputs: input (..., channels),
/// float32 or int8; thresholds (channels), float32 or int32, compared with the stored elements. Output: words of (..., channels).
/// </summary>
public struct Binarize : IOperatorRecord<Binarize>
{
    public static OpCode OpCode => OpCode.Binarize;

    public static void Check(in Binarize record, OperandSet operands)
    {
        Law.Counts(operands, 2, 2);
        var (input, thresholds, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8);
        Law.TypeOf("thresholds", thresholds, input.Type == ElementType.Float32 ? ElementType.Float32 : ElementType.Int32);
        Law.TypeOf("output", output, ElementType.UInt32);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.ElementsOf("thresholds", thresholds, input.Shape[-1]);
        var expected = input.Shape;
        expected[-1] = SignWords.Count(input.Shape[-1]);
        Law.ShapeOf("output", output, expected);
    }
}
