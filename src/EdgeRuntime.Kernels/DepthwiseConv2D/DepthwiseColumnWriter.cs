using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Fills <see cref="DepthwiseColumns"/> for one instruction set.</summary>
internal static unsafe class DepthwiseColumnWriter<TStep, TColumn, TSums, TLimits>
    where TStep : IDepthwiseColumns<TColumn, TSums, TLimits>
    where TColumn : unmanaged
    where TSums : unmanaged
    where TLimits : unmanaged
{
    private const int Alignment = 64;

    private static int BlockBytes =>
        ((DepthwiseColumns.Columns * TStep.ColumnBytes) + TStep.FactorBytes + Alignment - 1) / Alignment * Alignment;

    public static long SizeBytes(StepView step)
    {
        var channels = step.Inputs[1].Shape[3];
        return BlocksOffset(channels) + ((long)Blocks(channels) * BlockBytes) + OutsideBytes(step.Inputs[0].Shape[2], channels);
    }

    /// <returns>false when a weight, a bias or a factor needs the general arithmetic; what was written is then to be overwritten.</returns>
    public static bool Write(StepContext* step, Activation activation)
    {
        var (inW, channels) = (step->Inputs[0].Shape[2], step->Inputs[1].Shape[3]);
        OutputStage.Write(step, sizeof(DepthwiseColumns), channels, activation, singleProduct: false);
        var columns = (DepthwiseColumns*)step->Prepared;
        columns->BlockPixels = channels < TStep.BlockChannels ? 2 : 1;
        columns->Blocks = Blocks(channels);
        columns->Channels = channels;
        columns->BlockBytes = BlockBytes;
        columns->FirstBlock = step->Prepared + BlocksOffset(channels);
        columns->Outside = (sbyte*)(columns->FirstBlock + ((nint)columns->Blocks * BlockBytes));
        columns->Holds = true;
        new Span<sbyte>(columns->Outside, OutsideBytes(inW, channels)).Fill((sbyte)step->Inputs[0].ZeroPoint);
        for (var block = 0; block < columns->Blocks; block++)
        {
            var target = columns->FirstBlock + ((nint)block * BlockBytes);
            new Span<byte>(target, BlockBytes).Clear();
            var first = DepthwiseColumns.FirstChannel(block, channels, TStep.BlockChannels);
            for (var i = 0; i < TStep.BlockChannels && columns->Holds; i++)
            {
                columns->Holds = WriteChannel(step, &columns->Stage, (first + i) % channels, target, i);
            }
        }

        return columns->Holds;
    }

    private static bool WriteChannel(StepContext* step, OutputStage* stage, int channel, byte* target, int index)
    {
        var (count, channels) = (step->Inputs[1].Shape[1] * DepthwiseColumns.Columns, step->Inputs[1].Shape[3]);
        var source = step->Inputs[1].As<sbyte>() + channel;
        var weights = stackalloc sbyte[DepthwiseColumns.Columns * DepthwiseColumns.Rows];
        var (sum, magnitude) = (0, 0);
        for (var tap = 0; tap < count; tap++)
        {
            weights[tap] = source[(nint)tap * channels];
            sum += weights[tap];
            magnitude += Math.Abs((int)weights[tap]);
            var (row, column) = (tap / DepthwiseColumns.Columns, tap % DepthwiseColumns.Columns);
            TStep.PlaceWeight(target + (column * TStep.ColumnBytes), index, row, weights[tap]);
        }

        var factor = new QuantizedMultiplier(stage->Multipliers[channel], stage->Shifts[channel]);
        var known = new DepthwiseChannel(stage, FoldedBias.Of(step, channel, sum), factor, sum, magnitude);
        if (!TStep.Covers(new(weights, count), known))
        {
            return false;
        }

        TStep.PlaceFactor(target + (DepthwiseColumns.Columns * TStep.ColumnBytes), index, known);
        return true;
    }

    private static int Blocks(int channels) => (channels + TStep.BlockChannels - 1) / TStep.BlockChannels;

    private static long BlocksOffset(int channels) =>
        (OutputStage.SizeBytes(sizeof(DepthwiseColumns), channels) + Alignment - 1) / Alignment * Alignment;

    private static int OutsideBytes(int inW, int channels) =>
        Math.Max(checked(inW * channels), DepthwiseColumns.Rows * TStep.BlockChannels);
}
