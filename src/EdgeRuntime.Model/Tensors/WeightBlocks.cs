using System.Runtime.CompilerServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Order of int8 weights, (channels, depth), in which a tile reads them from the first byte to the last:
/// [channels / BlockChannels][depth / BlockDepth][BlockChannels][BlockDepth], both quotients rounded up, filled up with zeros.
/// The default value means row-major, as the source model has them.
/// </summary>
/// <param name="BlockChannels">Output channels that one tile computes together; 0 when row-major.</param>
/// <param name="BlockDepth">Elements along the depth that one instruction takes together; 0 when row-major.</param>
/// <param name="ChannelAxis">Axis of the channels, the first (Conv2D, FullyConnected) or the last (DepthwiseConv2D); the others are the depth.</param>
public readonly record struct WeightBlocks(int BlockChannels, int BlockDepth, int ChannelAxis = 0)
{
    /// <summary>Largest block that a file may hold, either way.</summary>
    public const int MaxBlock = byte.MaxValue;

    /// <summary>Row-major, as blocks of one weight.</summary>
    public static WeightBlocks SingleRows => new(1, 1);

    public bool IsRowMajor => this == default;

    /// <summary>Whether weights of this shape can be kept in this order.</summary>
    public bool Fits(Shape shape) =>
        BlockChannels is >= 1 and <= MaxBlock && BlockDepth is >= 1 and <= MaxBlock && shape.Rank > 0
        && (ChannelAxis == 0 || ChannelAxis == shape.Rank - 1);

    /// <summary>Bytes of one block of channels: the distance from a tile's weights to the next tile's.</summary>
    public long BlockBytes(int depth) => BlockChannels * RoundUp(depth, BlockDepth);

    /// <summary>Bytes of all weights in this order.</summary>
    public long SizeBytes(int channels, int depth) => BlockBytes(depth) * (RoundUp(channels, BlockChannels) / BlockChannels);

    /// <summary>Bytes of weights of this shape in this order.</summary>
    public long SizeBytes(Shape shape) => IsRowMajor ? shape.ElementCount : SizeBytes(shape[ChannelAxis], DepthOf(shape));

    /// <summary>Weights of one channel of this shape.</summary>
    public int DepthOf(Shape shape) => shape.ElementCount / shape[ChannelAxis];

    /// <summary>Where the weight of a channel lies at a depth.</summary>
    public long OffsetOf(int channel, int k, int depth) =>
        (channel / BlockChannels * BlockBytes(depth)) + ((long)(k / BlockDepth) * BlockChannels * BlockDepth)
        + (channel % BlockChannels * BlockDepth) + (k % BlockDepth);

    /// <summary>Sum of the weights of one channel.</summary>
    public unsafe int SumOf(sbyte* weights, int channel, int depth)
    {
        var sum = 0;
        var block = weights + OffsetOf(channel, 0, depth);
        for (var k = 0L; k < BlockBytes(depth); k += BlockChannels * BlockDepth)
        {
            for (var i = 0; i < BlockDepth; i++)
            {
                sum += block[k + i];
            }
        }

        return sum;
    }

    /// <summary>
    /// Writes <see cref="SizeBytes(int, int)"/> bytes to <paramref name="target"/>. The weight of channel c at depth k is
    /// <paramref name="source"/>[c * channelStride + k * depthStride].
    /// </summary>
    public unsafe void Pack(sbyte* source, int channels, int depth, nint channelStride, nint depthStride, sbyte* target)
    {
        for (var firstChannel = 0; firstChannel < channels; firstChannel += BlockChannels)
        {
            for (var k = 0; k < depth; k += BlockDepth)
            {
                for (var channel = firstChannel; channel < firstChannel + BlockChannels; channel++, target += BlockDepth)
                {
                    var count = channel < channels ? Math.Min(BlockDepth, depth - k) : 0;
                    Copy(source + (channel * channelStride) + (k * depthStride), depthStride, target, 1, count);
                    for (var i = count; i < BlockDepth; i++)
                    {
                        target[i] = 0;
                    }
                }
            }
        }
    }

    /// <summary>Row-major weights of a shape into this order.</summary>
    public unsafe void Pack(sbyte* rowMajor, Shape shape, sbyte* target)
    {
        var (channels, depth) = (shape[ChannelAxis], DepthOf(shape));
        var (channelStride, depthStride) = ChannelAxis == 0 ? (depth, 1) : (1, channels);
        Pack(rowMajor, channels, depth, channelStride, depthStride, target);
    }

    /// <summary>Weights in this order into row-major order.</summary>
    public unsafe void Unpack(sbyte* source, Shape shape, sbyte* rowMajor)
    {
        var (channels, depth) = (shape[ChannelAxis], DepthOf(shape));
        var (channelStride, depthStride) = ChannelAxis == 0 ? ((nint)depth, (nint)1) : (1, channels);
        for (var firstChannel = 0; firstChannel < channels; firstChannel += BlockChannels)
        {
            for (var k = 0; k < depth; k += BlockDepth, source += BlockChannels * BlockDepth)
            {
                for (var channel = firstChannel; channel < Math.Min(firstChannel + BlockChannels, channels); channel++)
                {
                    var target = rowMajor + (channel * channelStride) + (k * depthStride);
                    Copy(source + ((channel - firstChannel) * BlockDepth), 1, target, depthStride, Math.Min(BlockDepth, depth - k));
                }
            }
        }
    }

    /// <summary>Whether everything that only fills up blocks is zero.</summary>
    public unsafe bool IsFilledWithZeros(sbyte* weights, Shape shape)
    {
        var (channels, depth) = (shape[ChannelAxis], DepthOf(shape));
        for (var channel = 0; channel < RoundUp(channels, BlockChannels); channel++)
        {
            for (var k = channel < channels ? depth : 0; k < RoundUp(depth, BlockDepth); k++)
            {
                if (weights[OffsetOf(channel, k, depth)] != 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Elements some bytes apart; neighbouring ones by words, because a model is repacked while it starts.</summary>
    private static unsafe void Copy(sbyte* source, nint sourceStride, sbyte* target, nint targetStride, int count)
    {
        for (; count >= sizeof(int) && sourceStride == 1 && targetStride == 1; count -= sizeof(int))
        {
            Unsafe.WriteUnaligned(target, Unsafe.ReadUnaligned<int>(source));
            source += sizeof(int);
            target += sizeof(int);
        }

        for (; count > 0; count--, source += sourceStride, target += targetStride)
        {
            *target = *source;
        }
    }

    private static long RoundUp(long value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
