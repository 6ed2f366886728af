using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Four neighbouring pixels of eight channels from three rows, (pixel, channel, row) with the third row twice: an operand of VPDPBUSD takes two
/// pixels' channels 0..3 (A) or 4..7 (B).
/// </summary>
internal readonly unsafe struct ZippedPixels
{
    public readonly Vector256<byte> Pixels02A;
    public readonly Vector256<byte> Pixels02B;
    public readonly Vector256<byte> Pixels13A;
    public readonly Vector256<byte> Pixels13B;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ZippedPixels(byte* row0, byte* row1, byte* row2)
    {
        var (x0, x1, x2) = (Vector256.Load(row0), Vector256.Load(row1), Vector256.Load(row2));
        var (rows01, rows22) = (Avx2.UnpackLow(x0, x1).AsInt16(), Avx2.UnpackLow(x2, x2).AsInt16());
        Pixels02A = Avx2.UnpackLow(rows01, rows22).AsByte();
        Pixels02B = Avx2.UnpackHigh(rows01, rows22).AsByte();
        (rows01, rows22) = (Avx2.UnpackHigh(x0, x1).AsInt16(), Avx2.UnpackHigh(x2, x2).AsInt16());
        Pixels13A = Avx2.UnpackLow(rows01, rows22).AsByte();
        Pixels13B = Avx2.UnpackHigh(rows01, rows22).AsByte();
    }
}
