using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

internal static unsafe partial class InnerProduct
{
    /// <summary>Bytes of x under a tile's rows whose products are computed once when the rows overlap.</summary>
    private const int MaxSpan = 2048;

    /// <summary>
    /// Writes the negated sums of x0 x1 of <paramref name="rows"/> rows of x in 16 bits. Eight bytes of x are two groups; the product of both
    /// stands in the lower half of the 64 bits that it came from until the sums of four rows are made together.
    /// </summary>
    public static void WriteRowTerms(PairOperands* operands, int rows)
    {
        var runBytes = operands->Groups / 2 * sizeof(long);
        var span = ((rows - 1) * operands->XStride) + runBytes;
        if (operands->XStride < runBytes && operands->XStride % sizeof(long) == 0 && span <= MaxSpan)
        {
            WriteOverlapping(operands, rows, runBytes, span);
            return;
        }

        for (var row = 0; row < rows; row += 4)
        {
            WriteFour(
                operands, row, Apart(operands, row, runBytes), Apart(operands, Math.Min(row + 1, rows - 1), runBytes),
                Apart(operands, Math.Min(row + 2, rows - 1), runBytes), Apart(operands, Math.Min(row + 3, rows - 1), runBytes));
        }
    }

    [SkipLocalsInit]
    private static void WriteOverlapping(PairOperands* operands, int rows, nint runBytes, nint span)
    {
        var products = stackalloc byte[MaxSpan + Vector512<byte>.Count];
        for (nint i = 0; i < span; i += Vector512<byte>.Count)
        {
            var sums = Vector512<int>.Zero;
            for (var segment = 0; segment < operands->SegmentCount; segment++)
            {
                sums = Avx512F.Add(sums, Products(Load(operands->Segments[segment] + i, span - i)));
            }

            Avx512F.Store((int*)(products + i), sums);
        }

        var stride = operands->XStride;
        for (var row = 0; row < rows; row += 4)
        {
            WriteFour(
                operands, row, Sum(products + (row * stride), runBytes), Sum(products + (Math.Min(row + 1, rows - 1) * stride), runBytes),
                Sum(products + (Math.Min(row + 2, rows - 1) * stride), runBytes), Sum(products + (Math.Min(row + 3, rows - 1) * stride), runBytes));
        }
    }

    private static Vector512<int> Apart(PairOperands* operands, int row, nint runBytes)
    {
        var sums = Vector512<int>.Zero;
        for (var segment = 0; segment < operands->SegmentCount; segment++)
        {
            var x = operands->Segments[segment] + (row * operands->XStride);
            for (nint i = 0; i < runBytes; i += Vector512<byte>.Count)
            {
                sums = Avx512F.Add(sums, Products(Load(x + i, runBytes - i)));
            }
        }

        return sums;
    }

    private static Vector512<int> Sum(byte* products, nint bytes)
    {
        var sums = Vector512<int>.Zero;
        for (nint i = 0; i < bytes; i += Vector512<byte>.Count)
        {
            sums = Avx512F.Add(sums, Load(products + i, bytes - i).AsInt32());
        }

        return sums;
    }

    /// <summary>Up to 64 bytes; what is at or behind <paramref name="bytes"/>, a multiple of eight, is not read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Load(byte* source, nint bytes) =>
        bytes >= Vector512<byte>.Count
            ? Avx512F.LoadVector512((long*)source)
            : Avx512F.MaskLoad(
                (long*)source, Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)(bytes / sizeof(long)))), Vector512<long>.Zero);

    /// <summary>x0 x1 of each two groups, in the lower half of their 64 bits; zero above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Products(Vector512<long> x) =>
        Avx512BW.MultiplyAddAdjacent(x.AsInt16(), Avx512F.ShiftRightLogical(x, 32).AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteFour(PairOperands* operands, int row, Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d)
    {
        var (ab, cd) = (Both(a, b), Both(c, d));
        var lanes = Avx512F.Add(Avx512F.UnpackLow(ab, cd).AsInt32(), Avx512F.UnpackHigh(ab, cd).AsInt32());
        var half = Avx2.Add(lanes.GetLower(), lanes.GetUpper());
        Sse2.Store(operands->RowTerms + row, Sse2.Subtract(Vector128<int>.Zero, Sse2.Add(half.GetLower(), half.GetUpper())));
    }

    /// <summary>Two rows' sums side by side in 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Both(Vector512<int> a, Vector512<int> b) =>
        Avx512F.Or(a.AsInt64(), Avx512F.ShiftLeftLogical(b.AsInt64(), 32));
}
