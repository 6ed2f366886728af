using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Eight neighbouring output pixels times eight channels: a lane is a pixel. One VPERMI2B brings two groups of four taps of all
/// pixels from two rows of unsigned bytes into order; each VPDPBUSD takes a group with the weights of one channel, read from memory.
/// </summary>
internal static unsafe class PixelLaneTile
{
    /// <param name="weights">What multiplies and finishes.</param>
    /// <param name="rows">The rows of taps under the pixels, x + 128, and the last one again; 64 bytes are read from each.</param>
    /// <param name="offset">Where in the rows the first tap of the first pixel lies.</param>
    /// <param name="output">The first pixel.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(PixelLaneWeights* weights, byte** rows, nint offset, sbyte* output)
    {
        var w = weights->Weights;
        var bias = weights->Bias;
        var (a0, a1, a2, a3) = (Vector256.Load(bias), Vector256.Load(bias + 8), Vector256.Load(bias + 16), Vector256.Load(bias + 24));
        var (a4, a5, a6, a7) = (Vector256.Load(bias + 32), Vector256.Load(bias + 40), Vector256.Load(bias + 48), Vector256.Load(bias + 56));
        var row = weights->Rows;
        var places = weights->Places;
        for (var groups = weights->Groups; groups > 0; groups -= 2, row++, places += 64)
        {
            var x = Avx512Vbmi.PermuteVar64x8x2(
                Vector512.Load(rows[*row] + offset), Vector512.Load(places), Vector512.Load(rows[*row + 1] + offset));
            var first = x.GetLower();
            a0 = AvxVnni.MultiplyWideningAndAdd(a0, first, Vector256.Load(w));
            a1 = AvxVnni.MultiplyWideningAndAdd(a1, first, Vector256.Load(w + 32));
            a2 = AvxVnni.MultiplyWideningAndAdd(a2, first, Vector256.Load(w + 64));
            a3 = AvxVnni.MultiplyWideningAndAdd(a3, first, Vector256.Load(w + 96));
            a4 = AvxVnni.MultiplyWideningAndAdd(a4, first, Vector256.Load(w + 128));
            a5 = AvxVnni.MultiplyWideningAndAdd(a5, first, Vector256.Load(w + 160));
            a6 = AvxVnni.MultiplyWideningAndAdd(a6, first, Vector256.Load(w + 192));
            a7 = AvxVnni.MultiplyWideningAndAdd(a7, first, Vector256.Load(w + 224));
            w += 256;
            if (groups == 1)
            {
                break;
            }

            var second = x.GetUpper();
            a0 = AvxVnni.MultiplyWideningAndAdd(a0, second, Vector256.Load(w));
            a1 = AvxVnni.MultiplyWideningAndAdd(a1, second, Vector256.Load(w + 32));
            a2 = AvxVnni.MultiplyWideningAndAdd(a2, second, Vector256.Load(w + 64));
            a3 = AvxVnni.MultiplyWideningAndAdd(a3, second, Vector256.Load(w + 96));
            a4 = AvxVnni.MultiplyWideningAndAdd(a4, second, Vector256.Load(w + 128));
            a5 = AvxVnni.MultiplyWideningAndAdd(a5, second, Vector256.Load(w + 160));
            a6 = AvxVnni.MultiplyWideningAndAdd(a6, second, Vector256.Load(w + 192));
            a7 = AvxVnni.MultiplyWideningAndAdd(a7, second, Vector256.Load(w + 224));
            w += 256;
        }

        Finish(weights, Both(a0, a4), Both(a1, a5), Both(a2, a6), Both(a3, a7)).Store(output);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Both(Vector256<int> lower, Vector256<int> upper) => lower.ToVector512Unsafe().WithUpper(upper);

    /// <summary>The pixels' eight channels one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<sbyte> Finish(
        PixelLaneWeights* weights, Vector512<int> a04, Vector512<int> a15, Vector512<int> a26, Vector512<int> a37)
    {
        ref var stage = ref weights->Stage;
        var even = Avx512BW.PackSignedSaturate(Rescale(weights, a04, 0), Rescale(weights, a15, 16));
        var odd = Avx512BW.PackSignedSaturate(Rescale(weights, a26, 32), Rescale(weights, a37, 48));
        var bytes = Avx512BW.PackSignedSaturate(even, odd);
        bytes = Avx512BW.Min(Avx512BW.Max(bytes, Vector512.Create((sbyte)stage.Min)), Vector512.Create((sbyte)stage.Max));

        // Every 128 bits hold four channels of four pixels: pixels 0..3 of channels 0..3, pixels 4..7, then the same of channels 4..7.
        var order = Vector512.Create(
            (sbyte)0, 4, 8, 12, 32, 36, 40, 44, 1, 5, 9, 13, 33, 37, 41, 45, 2, 6, 10, 14, 34, 38, 42, 46, 3, 7, 11, 15, 35, 39, 43, 47,
            16, 20, 24, 28, 48, 52, 56, 60, 17, 21, 25, 29, 49, 53, 57, 61, 18, 22, 26, 30, 50, 54, 58, 62, 19, 23, 27, 31, 51, 55, 59, 63);
        return Avx512Vbmi.PermuteVar64x8(bytes, order);
    }

    /// <summary><see cref="PairRescale"/>, of two channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Rescale(PixelLaneWeights* weights, Vector512<int> sums, int first)
    {
        sums = Avx512F.Add(sums, sums);
        var (multipliers, rounding) = (Vector512.Load(weights->Multipliers + first), Vector512.Load(weights->Rounding + ((first / 2))));
        return Avx512PairStep<sbyte>.RescaleBounded(
            sums, new(multipliers, multipliers, rounding.AsInt32(), rounding.AsInt32(), Vector512.Load(weights->Right + first)));
    }
}
