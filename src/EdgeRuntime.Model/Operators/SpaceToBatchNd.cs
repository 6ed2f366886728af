using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Pads height and width, then deals blocks of them out to the batch: NHWC, or NHC with BlockW 1.
/// output[(y * blockW + x) * batch + n, h, w, c] = padded[n, h * blockH + y, w * blockW + x, c]
/// Padding is the output's zero point for 8-bit types, else 0.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SpaceToBatchNd : IOperatorRecord<SpaceToBatchNd>
{
    public int BlockH;
    public int BlockW;
    public int PadTop;
    public int PadBottom;
    public int PadLeft;
    public int PadRight;

    public static OpCode OpCode => OpCode.SpaceToBatchNd;

    public static void Check(in SpaceToBatchNd record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        BlocksLaw.Check(record.BlockH, record.BlockW, record.PadTop, record.PadBottom, record.PadLeft, record.PadRight, "pad", input, output);
    }
}
