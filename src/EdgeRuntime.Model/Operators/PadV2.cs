using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Surrounds its first input with the one element of its second, as stored.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct PadV2 : IOperatorRecord<PadV2>
{
    /// <summary>Elements added before the first of each axis.</summary>
    public PerAxis Before;

    /// <summary>Elements added behind the last of each axis.</summary>
    public PerAxis After;

    public static OpCode OpCode => OpCode.PadV2;

    public static void Check(in PadV2 record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands, inputs: 2);
        Law.TypeOf("padding value", operands.Inputs[1], input.Type);
        Law.ElementsOf("padding value", operands.Inputs[1], 1);
        Pad.CheckShape(record.Before, record.After, input, output);
    }
}
