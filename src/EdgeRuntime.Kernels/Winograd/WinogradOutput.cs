using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Aᵀ m A of the sums m of every tile, 2x2 pixels: A's columns take m0 + m1 + m2 and m1 - m2 - m3. Then what finishes sums.</summary>
internal static unsafe class WinogradOutput
{
    private const int Block = WinogradWeights.BlockChannels;

    /// <summary>Sums of the outputs of tiles side by side, bias included.</summary>
    /// <param name="weights">The step's; bias and shift are read.</param>
    /// <param name="channel">First of the block's channels.</param>
    /// <param name="sums">[position][tile][16 channels], at the first tile.</param>
    /// <param name="positionStride">Elements from a position to the next one.</param>
    /// <param name="tiles">Tiles.</param>
    /// <param name="target">[2 rows][2 * tiles pixels][16 channels].</param>
    public static void Write(PairWeights* weights, int channel, int* sums, nint positionStride, int tiles, int* target)
    {
        var shift = Vector128.CreateScalar(WinogradWeights.SumShift - weights->Shift);
        for (var half = 0; half < Block; half += Vector256<int>.Count)
        {
            var bias = Avx.LoadVector256(weights->Bias + channel + half);
            for (var tile = 0; tile < tiles; tile++)
            {
                Tile(sums + (tile * Block) + half, positionStride, target + (2 * tile * Block) + half, 2 * tiles * Block, bias, shift);
            }
        }
    }

    /// <summary>Finishes some pixels side by side.</summary>
    public static void Finish(PairWeights* weights, int channel, int* sums, int pixels, sbyte* output)
    {
        if (!PairFinish<Avx2PairStep, Vector256<int>>.Holds(weights, channel / Vector256<int>.Count, Block / Vector256<int>.Count))
        {
            PairSums<Avx2PairStep, Vector256<int>>.Finish(weights, sums, Block, pixels, output, channel, channel + Block);
            return;
        }

        for (var half = 0; half < Block; half += Vector256<int>.Count)
        {
            var finish = new PairFinish<Avx2PairStep, Vector256<int>>(weights, channel + half);
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                finish.Store(Avx.LoadVector256(sums + (pixel * Block) + half), output + ((nint)pixel * weights->Channels) + channel + half);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(int* sums, nint positionStride, int* target, nint rowStride, Vector256<int> bias, Vector128<int> shift)
    {
        var (upper0, lower0) = Column(sums, positionStride);
        var (upper1, lower1) = Column(sums + positionStride, positionStride);
        var (upper2, lower2) = Column(sums + (2 * positionStride), positionStride);
        var (upper3, lower3) = Column(sums + (3 * positionStride), positionStride);
        Store(Avx2.Add(Avx2.Add(upper0, upper1), upper2), target, bias, shift);
        Store(Avx2.Subtract(Avx2.Subtract(upper1, upper2), upper3), target + Block, bias, shift);
        Store(Avx2.Add(Avx2.Add(lower0, lower1), lower2), target + rowStride, bias, shift);
        Store(Avx2.Subtract(Avx2.Subtract(lower1, lower2), lower3), target + rowStride + Block, bias, shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> Upper, Vector256<int> Lower) Column(int* sums, nint positionStride)
    {
        var (m1, m2) = (Avx.LoadVector256(sums + (4 * positionStride)), Avx.LoadVector256(sums + (8 * positionStride)));
        var upper = Avx2.Add(Avx2.Add(Avx.LoadVector256(sums), m1), m2);
        return (upper, Avx2.Subtract(Avx2.Subtract(m1, m2), Avx.LoadVector256(sums + (12 * positionStride))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> sums, int* target, Vector256<int> bias, Vector128<int> shift) =>
        Avx.Store(target, Avx2.Add(Avx2.ShiftRightArithmetic(sums, shift), bias));
}
