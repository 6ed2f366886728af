using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Gathers blocks of height and width from the batch, then crops: NHWC, or NHC with BlockW 1.
/// uncropped[n, h * blockH + y, w * blockW + x, c] = input[(y * blockW + x) * batch + n, h, w, c]
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct BatchToSpaceNd : IOperatorRecord<BatchToSpaceNd>
{
    public int BlockH;
    public int BlockW;
    public int CropTop;
    public int CropBottom;
    public int CropLeft;
    public int CropRight;

    public static OpCode OpCode => OpCode.BatchToSpaceNd;

    public static void Check(in BatchToSpaceNd record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        BlocksLaw.Check(record.BlockH, record.BlockW, record.CropTop, record.CropBottom, record.CropLeft, record.CropRight, "crop", output, input);
    }
}
