using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// x / (bias + alpha / size * sum of squares)^beta, the sum over the <see cref="Size"/> neighbours along the channel axis, (size - 1) / 2 of
/// them before x, as many as there are (Krizhevsky et al. 2012, section 3.3).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct LocalResponseNormalization : IOperatorRecord<LocalResponseNormalization>
{
    /// <summary>Channel axis.</summary>
    public int Axis;

    /// <summary>Channels in one sum.</summary>
    public int Size;

    public float Alpha;

    public float Beta;

    public float Bias;

    public static OpCode OpCode => OpCode.LocalResponseNormalization;

    public static void Check(in LocalResponseNormalization record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32);
        Law.TypeOf("output", output, ElementType.Float32);
        Law.ShapeOf("output", output, input.Shape);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.Range("axis", record.Axis, 0, input.Shape.Rank - 1);
        Law.Range("size", record.Size, 1, Shape.MaxDimension);
        Law.Finite("alpha", record.Alpha);
        Law.Finite("beta", record.Beta);
        Law.Finite("bias", record.Bias);
    }

    public static long Macs(in LocalResponseNormalization record, OperandSet operands) =>
        (long)operands.Inputs[0].Shape.ElementCount * Math.Min(record.Size, operands.Inputs[0].Shape[record.Axis]);
}
