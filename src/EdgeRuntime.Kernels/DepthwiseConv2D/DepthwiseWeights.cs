using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of the tiled depthwise kernels: weights (blocks, groups of taps, 16 channels, taps of a group), zero where a block or a
/// group is not full. The last block of 16 ends with the last channel, so it may overlap the one before.
/// </summary>
internal unsafe struct DepthwiseWeights
{
    public const int BlockChannels = 16;

    /// <summary>First, so that a pointer to this is a pointer to it.</summary>
    public OutputStage Stage;

    public sbyte* Weights;

    /// <summary>(channels, then zeros), <see cref="FoldedBias"/>.</summary>
    public int* Bias;

    /// <summary>A pixel outside the input: the zero point in every channel, and at least 16 times.</summary>
    public sbyte* Outside;

    public static int Blocks(int channels) => (channels + BlockChannels - 1) / BlockChannels;

    public static int Groups(int taps, int groupTaps) => (taps + groupTaps - 1) / groupTaps;

    /// <summary>Channel at which a block begins.</summary>
    public static int FirstChannel(int block, int channels) => Math.Max(0, Math.Min(block * BlockChannels, channels - BlockChannels));

    public static long SizeBytes(int channels, int taps, int groupTaps) =>
        WeightsOffset(channels) + ((long)Blocks(channels) * Groups(taps, groupTaps) * groupTaps * BlockChannels);

    public static void Write(StepContext* step, int groupTaps, Activation activation)
    {
        var (taps, channels) = (step->Inputs[1].Shape.Product(1, 3), step->Inputs[1].Shape[3]);
        OutputStage.Write(step, sizeof(DepthwiseWeights), channels, activation, singleProduct: false);
        var source = step->Inputs[1].As<sbyte>();
        var weights = (DepthwiseWeights*)step->Prepared;
        weights->Bias = (int*)(step->Prepared + OutputStage.SizeBytes(sizeof(DepthwiseWeights), channels));
        weights->Outside = (sbyte*)(weights->Bias + OutputStage.Capacity(channels));
        weights->Weights = (sbyte*)(step->Prepared + WeightsOffset(channels));
        for (var channel = 0; channel < OutputStage.Capacity(channels); channel++)
        {
            weights->Bias[channel] = channel < channels ? FoldedBias.Of(step, channel, source + channel, taps, channels) : 0;
            weights->Outside[channel] = (sbyte)step->Inputs[0].ZeroPoint;
        }

        var next = weights->Weights;
        for (var block = 0; block < Blocks(channels); block++)
        {
            for (var first = 0; first < taps; first += groupTaps)
            {
                for (var i = 0; i < BlockChannels * groupTaps; i++)
                {
                    var (channel, tap) = (FirstChannel(block, channels) + (i / groupTaps), first + (i % groupTaps));
                    *next++ = channel < channels && tap < taps ? source[((nint)tap * channels) + channel] : (sbyte)0;
                }
            }
        }
    }

    private static long WeightsOffset(int channels) =>
        OutputStage.SizeBytes(sizeof(DepthwiseWeights), channels) + ((long)OutputStage.Capacity(channels) * (sizeof(int) + 1));
}
