using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// output[i] = table[input[i] as an unsigned byte]: any function of one 8-bit value. Inputs: x, table (256 constant 8-bit elements;
/// for int8 the entry of -1 is the last).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Lookup : IOperatorRecord<Lookup>
{
    /// <summary>Entries of the table.</summary>
    public const int TableLength = 256;

    private static ReadOnlySpan<ElementType> Bytes => [ElementType.Int8, ElementType.UInt8, ElementType.Bool];

    public static OpCode OpCode => OpCode.Lookup;

    public static void Check(in Lookup record, OperandSet operands)
    {
        Law.Counts(operands, 2, 2);
        var (input, table, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.TypeOf("input", input, Bytes);
        Law.TypeOf("table", table, Bytes);
        Law.TypeOf("output", output, Bytes);
        Law.ElementsOf("table", table, TableLength);
        Law.Require(FaultKind.OperandKind, table.Kind == TensorKind.Constant, "table", "a constant", table.Kind);
        Law.ShapeOf("output", output, input.Shape);
    }

    public static bool MayRunInPlace(in Lookup record, OperandSet operands, int input) => input == 0;
}
