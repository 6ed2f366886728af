using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Samples times a window: input (..., n) and output int16, weights (n) int16 with <see cref="Shift"/> fractional bits.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignalWindow : IOperatorRecord<SignalWindow>
{
    /// <summary>Fractional bits of the weights, 0..31.</summary>
    public int Shift;

    public static OpCode OpCode => OpCode.SignalWindow;

    public static void Check(in SignalWindow record, OperandSet operands)
    {
        Law.Counts(operands, 2, 2);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Int16);
        Law.TypeOf("output", output, ElementType.Int16);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.ShapeOf("output", output, input.Shape);
        SignalLaw.Line("weights", operands.Inputs[1], ElementType.Int16, input.Shape[-1]);
        Law.Range("shift", record.Shift, 0, 31);
    }

    public static bool MayRunInPlace(in SignalWindow record, OperandSet operands, int input) => input == 0;
}
