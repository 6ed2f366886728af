using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of a 3x3 convolution in the domain of <see cref="WinogradInput"/>: 4 G g Gᵀ of every filter g, in 16 bits,
/// G = (1 0 0; ½ ½ ½; ½ -½ ½; 0 0 1). Whole numbers of at most 9 * 128, and sums with them are four times what they would be.
/// </summary>
internal static unsafe class WinogradWeights
{
    /// <summary>Output channels that one call of <see cref="WinogradTile"/> computes.</summary>
    public const int BlockChannels = 16;

    /// <summary>Elements of the domain for each element of the depth.</summary>
    public const int Positions = 16;

    /// <summary>Bits by which sums are too large.</summary>
    public const int SumShift = 2;

    public static long SizeBytes(Shape weights) => OffsetOf(weights[0]) + ((long)weights[0] * weights[3] * Positions * sizeof(short));

    /// <summary>[channels / 16][position][inC / 2][16 channels][2], behind the <see cref="PairWeights"/>.</summary>
    public static short* Of(PairWeights* weights) => (short*)((byte*)weights + OffsetOf(weights->Channels));

    public static void Write(StepContext* step)
    {
        var shape = step->Inputs[1].Shape;
        var (channels, inC) = (shape[0], shape[3]);
        var source = step->Inputs[1].As<sbyte>();
        PairWeights.Write<Avx2PairStep, Vector256<int>>(
            step, source, WeightBlocks.SingleRows, channels, shape.Product(1, 4), step->RecordAs<Conv2D>().Activation, singleProduct: false);
        var target = Of((PairWeights*)step->Prepared);
        for (var channel = 0; channel < channels; channel++, source += 9 * inC)
        {
            var block = target + ((nint)(channel / BlockChannels) * BlockChannels * Positions * inC) + (channel % BlockChannels * 2);
            for (var c = 0; c < inC; c++)
            {
                WriteFilter(source + c, inC, block + (c / 2 * BlockChannels * 2) + (c % 2), inC * BlockChannels);
            }
        }
    }

    private static void WriteFilter(sbyte* taps, int tapStride, short* target, int positionStride)
    {
        var columns = stackalloc int[4 * 3];
        for (var kx = 0; kx < 3; kx++)
        {
            Line(taps[kx * tapStride], taps[(3 + kx) * tapStride], taps[(6 + kx) * tapStride], columns + kx, 3);
        }

        var line = stackalloc int[4];
        for (var y = 0; y < 4; y++)
        {
            Line(columns[3 * y], columns[(3 * y) + 1], columns[(3 * y) + 2], line, 1);
            for (var x = 0; x < 4; x++)
            {
                target[(nint)((4 * y) + x) * positionStride] = (short)line[x];
            }
        }
    }

    /// <summary>2 G of three taps.</summary>
    private static void Line(int a, int b, int c, int* target, int stride)
    {
        target[0] = 2 * a;
        target[stride] = a + b + c;
        target[2 * stride] = a - b + c;
        target[3 * stride] = 2 * c;
    }

    private static long OffsetOf(int channels) => (PairWeights.SizeBytes(channels) + 63) / 64 * 64;
}
