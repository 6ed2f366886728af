using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of the kernels over columns: for every block of channels the weights of its three columns, then biases and factors. The last
/// block ends with the last channel, so it may overlap the one before. Eight channels are half a block of sixteen, two pixels of which make a whole one.
/// </summary>
internal unsafe struct DepthwiseColumns
{
    public const int Columns = 3;
    public const int Rows = 3;

    /// <summary>Channels of which two pixels may be a block.</summary>
    private const int PairedChannels = 8;

    /// <summary>First, so that a pointer to this is a pointer to it.</summary>
    public OutputStage Stage;

    /// <summary>The step's numbers are such that this part holds; otherwise the bytes behind are those of the general kernel.</summary>
    public bool Holds;

    /// <summary>Neighbouring pixels that a block takes.</summary>
    public int BlockPixels;

    public int Blocks;
    public int Channels;
    public int BlockBytes;
    public byte* FirstBlock;

    /// <summary>A row of pixels outside the input: the zero point in every channel, and at least three blocks.</summary>
    public sbyte* Outside;

    /// <summary>The geometry that the kernels over columns are for.</summary>
    public static bool Covers(StepView step, int blockChannels)
    {
        var record = step.Record<DepthwiseConv2D>();
        var (weights, inW, outW) = (step.Inputs[1].Shape, step.Inputs[0].Shape[2], step.Outputs[0].Shape[2]);
        var padRight = ((long)(outW - 1) * record.StrideW) + Columns - record.PadLeft - inW;
        return weights[1] <= Rows && weights[2] == Columns && record.DilationW == 1 && record.PadLeft <= 1 && padRight <= 1
            && (weights[3] >= blockChannels
                ? record.StrideW <= 2
                : weights[3] == PairedChannels && blockChannels == 2 * PairedChannels && record.StrideW == 1 && outW % 2 == 0);
    }

    /// <summary>Channel at which a block begins.</summary>
    public static int FirstChannel(int block, int channels, int blockChannels) =>
        Math.Max(0, Math.Min(block * blockChannels, channels - blockChannels));
}
