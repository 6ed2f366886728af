namespace EdgeRuntime.Kernels;

/// <summary>
/// Order of int8 weights, (channels, depth), in which a tile reads them from the first byte to the last:
/// [channels / BlockChannels][depth / BlockDepth][BlockChannels][BlockDepth], both quotients rounded up, filled up with zeros.
/// </summary>
/// <param name="BlockChannels">Output channels that one tile computes together.</param>
/// <param name="BlockDepth">Elements along the depth that one instruction takes together.</param>
public readonly record struct WeightBlocks(int BlockChannels, int BlockDepth)
{
    /// <summary>Bytes of one block of channels: the distance from a tile's weights to the next tile's.</summary>
    public long BlockBytes(int depth) => (long)BlockChannels * RoundUp(depth, BlockDepth);

    /// <summary>Bytes of all weights in this order.</summary>
    public long SizeBytes(int channels, int depth) => BlockBytes(depth) * (RoundUp(channels, BlockChannels) / BlockChannels);

    /// <summary>
    /// Writes <see cref="SizeBytes"/> bytes to <paramref name="target"/>. The weight of channel c at depth k is
    /// <paramref name="source"/>[c * channelStride + k * depthStride].
    /// </summary>
    public unsafe void Pack(sbyte* source, int channels, int depth, nint channelStride, nint depthStride, sbyte* target)
    {
        var depthBlocks = RoundUp(depth, BlockDepth) / BlockDepth;
        for (var firstChannel = 0; firstChannel < channels; firstChannel += BlockChannels)
        {
            for (var block = 0; block < depthBlocks; block++)
            {
                for (var channel = firstChannel; channel < firstChannel + BlockChannels; channel++)
                {
                    for (var k = block * BlockDepth; k < (block + 1) * BlockDepth; k++)
                    {
                        *target++ = channel < channels && k < depth ? source[(channel * channelStride) + (k * depthStride)] : (sbyte)0;
                    }
                }
            }
        }
    }

    private static int RoundUp(int value, int multiple) => checked(value + multiple - 1) / multiple * multiple;
}
