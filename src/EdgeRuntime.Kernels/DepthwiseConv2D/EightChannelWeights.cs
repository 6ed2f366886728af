using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of depthwise convolutions of eight channels: a lane is a channel of a pixel, and takes the three rows of a column at once.
/// </summary>
internal unsafe struct EightChannelWeights
{
    public const int Channels = 8, Columns = 3, Rows = 3;

    /// <summary>Channels of a block of four pixels, as <see cref="FactorsX64"/> counts them.</summary>
    public const int BlockChannels = 32;

    /// <summary>First, so that a pointer to this is a pointer to it.</summary>
    public OutputStage Stage;

    /// <summary>The step's numbers are such that this part holds; otherwise the bytes behind are those of the general kernel.</summary>
    public bool Holds;

    /// <summary>(3 columns, 2, 2 pixels, 4 channels, 4): rows 0, 1, 2 and a zero; channels 0..3 of both pixels, then channels 4..7.</summary>
    public fixed sbyte Weights[Columns * 64];

    /// <summary>(2, 2 pixels, 4 channels), <see cref="FoldedBias"/> less what x + 128 adds.</summary>
    public fixed int Bias[16];

    /// <summary><see cref="FactorsX64"/>: channels 0..3 of four pixels, then channels 4..7.</summary>
    public fixed int Factors[6 * BlockChannels];

    /// <returns>false when a factor needs the general arithmetic; what was written is then to be overwritten.</returns>
    public static bool Write(StepContext* step)
    {
        OutputStage.Write(step, sizeof(EightChannelWeights), Channels, step->RecordAs<DepthwiseConv2D>().Activation, singleProduct: false);
        var weights = (EightChannelWeights*)step->Prepared;
        weights->Holds = true;
        new Span<sbyte>(weights->Weights, Columns * 64).Clear();
        for (var channel = 0; channel < Channels && weights->Holds; channel++)
        {
            weights->Holds = WriteChannel(step, weights, channel);
        }

        return weights->Holds;
    }

    private static bool WriteChannel(StepContext* step, EightChannelWeights* weights, int channel)
    {
        var taps = step->Inputs[1].Shape[1] * Columns;
        var source = step->Inputs[1].As<sbyte>() + channel;
        var (sum, magnitude) = (0, 0);
        for (var tap = 0; tap < taps; tap++)
        {
            var weight = source[tap * Channels];
            sum += weight;
            magnitude += Math.Abs((int)weight);
            var place = (tap % Columns * 64) + (channel / 4 * 32) + (channel % 4 * 4) + (tap / Columns);
            weights->Weights[place] = weights->Weights[place + 16] = weight;
        }

        var bias = FoldedBias.Of(step, channel, sum);
        if (!PairRescale.Accepts(&weights->Stage, channel, SumRange.Of(bias, sum, magnitude)))
        {
            return false;
        }

        var first = (channel / 4 * 8) + (channel % 4);
        weights->Bias[first] = weights->Bias[first + 4] = bias - (128 * sum);
        var factor = new QuantizedMultiplier(weights->Stage.Multipliers[channel], weights->Stage.Shifts[channel]);
        for (var pixel = 0; pixel < 4; pixel++)
        {
            FactorsX64.Place(
                (byte*)weights->Factors, BlockChannels, (2 * first) - (channel % 4) + (4 * pixel), 0, factor, weights->Stage.OutputZeroPoint);
        }

        return true;
    }
}
