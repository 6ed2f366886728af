using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of <see cref="PixelLaneTile"/>. The depth of a window is its rows one behind the other, cut into groups of four, and these into
/// pairs of groups that come from two rows at most; a row of taps that would not be cut so is filled up with weights of zero.
/// </summary>
internal unsafe struct PixelLaneWeights
{
    public const int Pixels = 8, Channels = 8;

    /// <summary>Bytes of a register that a tile reads from each row.</summary>
    private const int RowBytes = 64;

    private const int Alignment = 64;

    /// <summary>First, so that a pointer to this is a pointer to it.</summary>
    public OutputStage Stage;

    /// <summary>The step's numbers are such that this part holds; otherwise the bytes behind are those of the bands.</summary>
    public bool Holds;

    public int Groups;

    /// <summary>(pairs of groups) the first of the two rows of taps that a pair comes from.</summary>
    public int* Rows;

    /// <summary>(pairs of groups, 2 groups, 8 pixels, 4) where the bytes lie among the 128 of two rows.</summary>
    public byte* Places;

    /// <summary>(groups, 8 channels, 8 pixels, 4), the same for all pixels.</summary>
    public sbyte* Weights;

    /// <summary>(8 channels, 8 pixels), <see cref="FoldedBias"/> less what x + 128 adds.</summary>
    public int* Bias;

    /// <summary>(4, 2 channels, 8 pixels): channels c and c + 4 side by side.</summary>
    public int* Multipliers;

    /// <summary>The same as 64 bits, for every second pixel: what <see cref="PairRescale"/> adds to the product.</summary>
    public long* Rounding;

    /// <summary>As the multipliers: bits to shift right.</summary>
    public int* Right;

    /// <summary>Eight pixels' rows of taps in a register of bytes, eight channels, and no more than two rows in any pair of groups.</summary>
    public static bool Covers(Conv2D record, Shape weights, Shape output)
    {
        var run = weights.Product(2, 4);
        return output[2] >= Pixels && output[3] == Channels && run >= 3
            && ((long)(Pixels - 1) * record.StrideW * weights[3]) + run <= RowBytes;
    }

    public static long SizeBytes(Shape weights) =>
        OutputStage.SizeBytes(0, Channels) + Alignment + (PairsOf(weights) * (64L + sizeof(int)))
        + (Channels * ((GroupsOf(weights) * 32L) + (4 * 32)));

    /// <returns>false when a factor needs the general arithmetic; what was written is then to be overwritten.</returns>
    public static bool Write(StepContext* step)
    {
        var shape = step->Inputs[1].Shape;
        OutputStage.Write(step, sizeof(PixelLaneWeights), Channels, step->RecordAs<Conv2D>().Activation, singleProduct: false);
        var weights = (PixelLaneWeights*)step->Prepared;
        weights->Groups = GroupsOf(shape);
        var next = (byte*)(((nint)step->Prepared + OutputStage.SizeBytes(sizeof(PixelLaneWeights), Channels) + Alignment - 1) & -Alignment);
        weights->Weights = (sbyte*)next;
        weights->Bias = (int*)(next += Channels * weights->Groups * 32);
        weights->Multipliers = (int*)(next += Channels * 32);
        weights->Rounding = (long*)(next += Channels * 32);
        weights->Right = (int*)(next += Channels * 32);
        weights->Places = next += Channels * 32;
        weights->Rows = (int*)(next + (PairsOf(shape) * 64));
        weights->Holds = true;
        for (var channel = 0; channel < Channels && weights->Holds; channel++)
        {
            weights->Holds = WriteChannel(step, weights, channel);
        }

        WritePlaces(step, weights);
        return weights->Holds;
    }

    private static bool WriteChannel(StepContext* step, PixelLaneWeights* weights, int channel)
    {
        var shape = step->Inputs[1].Shape;
        var (run, pitch, depth) = (shape.Product(2, 4), PitchOf(shape), shape.Product(1, 4));
        var source = step->Inputs[1].As<sbyte>() + ((nint)channel * depth);
        var (sum, magnitude) = (0, 0L);
        for (var k = 0; k < weights->Groups * 4; k++)
        {
            var (row, tap) = (k / pitch, k % pitch);
            var weight = row < shape[1] && tap < run ? source[(row * run) + tap] : (sbyte)0;
            sum += weight;
            magnitude += Math.Abs((int)weight);
            var target = weights->Weights + ((((k / 4) * Channels) + channel) * Pixels * 4);
            for (var pixel = 0; pixel < Pixels; pixel++)
            {
                target[(pixel * 4) + (k % 4)] = weight;
            }
        }

        var bias = FoldedBias.Of(step, channel, sum);
        if (!PairRescale.Accepts(&weights->Stage, channel, SumRange.Of(bias, sum, magnitude)))
        {
            return false;
        }

        var right = -weights->Stage.Shifts[channel];
        var first = (channel % 4 * 2) + (channel / 4);
        new Span<int>(weights->Bias + (channel * Pixels), Pixels).Fill(bias - (128 * sum));
        new Span<int>(weights->Multipliers + (first * Pixels), Pixels).Fill(weights->Stage.Multipliers[channel]);
        new Span<long>(weights->Rounding + (first * Pixels / 2), Pixels / 2).Fill(PairRescale.Rounding(&weights->Stage, right));
        new Span<int>(weights->Right + (first * Pixels), Pixels).Fill(right);
        return true;
    }

    private static void WritePlaces(StepContext* step, PixelLaneWeights* weights)
    {
        var shape = step->Inputs[1].Shape;
        var (pitch, pixelBytes) = (PitchOf(shape), step->RecordAs<Conv2D>().StrideW * shape[3]);
        for (var pair = 0; pair < PairsOf(shape); pair++)
        {
            weights->Rows[pair] = 8 * pair / pitch;
            for (var i = 0; i < 64; i++)
            {
                var k = (8 * pair) + (i / 32 * 4) + (i % 4);
                var place = ((k / pitch) - weights->Rows[pair]) * RowBytes + (i / 4 % Pixels * pixelBytes) + (k % pitch);
                weights->Places[(pair * 64) + i] = (byte)(k / pitch < shape[1] ? place : 0);
            }
        }
    }

    /// <summary>From a row of taps to the next one along the depth.</summary>
    private static int PitchOf(Shape weights)
    {
        var run = weights.Product(2, 4);
        return run >= 7 ? run : (run + 3) / 4 * 4;
    }

    private static int GroupsOf(Shape weights) => ((weights[1] * PitchOf(weights)) + 3) / 4;

    private static int PairsOf(Shape weights) => (GroupsOf(weights) + 1) / 2;
}
