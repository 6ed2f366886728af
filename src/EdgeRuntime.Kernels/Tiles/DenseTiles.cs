using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Rows of pixels against blocks of output channels: x (pixels, depth) * weights (channels, depth) -> int8 (pixels, channels). The depth is
/// read as one or several runs of neighbouring bytes, <see cref="PixelRuns"/>. Nothing is read or written beside the operands.
/// </summary>
/// <typeparam name="TLarge">Whole tiles.</typeparam>
/// <typeparam name="TSmall">What is left, up to its pixels.</typeparam>
/// <typeparam name="TSingle">One pixel.</typeparam>
/// <typeparam name="TOutput">How sums become outputs.</typeparam>
internal static unsafe class DenseTiles<TLarge, TSmall, TSingle, TOutput>
    where TLarge : struct, IDenseTile
    where TSmall : struct, IDenseTile
    where TSingle : struct, IDenseTile
    where TOutput : IAdvSimdOutput
{
    /// <summary>Weights that stay in the first cache while pixels pass by.</summary>
    private const int CachedBytes = 16 * 1024;

    /// <summary>Bytes of the largest tile's outputs.</summary>
    private const int TileBytes = 64;

    /// <summary>Blocks of channels [begin, end) of <paramref name="pixels"/> pixels that lie <paramref name="strideBytes"/> apart.</summary>
    public static void Run(
        DenseWeights* weights, in PixelRuns runs, sbyte* x, nint strideBytes, int pixels, sbyte* output, int begin, int end)
    {
        var cached = (int)Math.Max(1, CachedBytes / weights->BlockBytes);
        for (var block = begin; block < end; block += cached)
        {
            RunCached(weights, runs, x, strideBytes, pixels, output, block, Math.Min(block + cached, end));
        }
    }

    private static void RunCached(
        DenseWeights* weights, in PixelRuns runs, sbyte* x, nint strideBytes, int pixels, sbyte* output, int begin, int end)
    {
        var last = pixels % TLarge.Pixels;
        var whole = pixels - (last > TSmall.Pixels ? 0 : last);
        Cover<TLarge>(weights, runs, x, strideBytes, whole, output, begin, end);
        x += whole * strideBytes;
        output += whole * (nint)weights->Channels;
        if (pixels - whole > 1)
        {
            Cover<TSmall>(weights, runs, x, strideBytes, last, output, begin, end);
        }
        else
        {
            Cover<TSingle>(weights, runs, x, strideBytes, pixels - whole, output, begin, end);
        }
    }

    /// <summary>Tiles that fit into the output are stored where they belong, other blocks one by one in parts.</summary>
    private static void Cover<TTile>(
        DenseWeights* weights, in PixelRuns runs, sbyte* x, nint strideBytes, int pixels, sbyte* output, int begin, int end)
        where TTile : struct, IDenseTile
    {
        var (channels, left) = (TTile.Blocks.BlockChannels, pixels % TTile.Pixels);
        var edge = Math.Clamp(weights->Channels / channels, begin, end);
        edge -= (edge - begin) % TTile.BlocksAtOnce;
        Tiles<TTile>(weights, runs, x, strideBytes, pixels - left, output + (begin * channels), weights->Channels, begin, edge);
        for (; edge < end && pixels > left; pixels -= TTile.Pixels, x += TTile.Pixels * strideBytes)
        {
            Parts<TTile>(weights, runs, x, strideBytes, TTile.Pixels, output, edge, end);
            output += TTile.Pixels * (nint)weights->Channels;
        }

        if (left > 0)
        {
            var whole = pixels - left;
            Parts<TTile>(weights, runs, x + (whole * strideBytes), strideBytes, left, output + (whole * (nint)weights->Channels), begin, end);
        }
    }

    /// <summary>Tiles of no more than <paramref name="pixels"/> pixels, computed beside the output; what lies inside is copied.</summary>
    [SkipLocalsInit]
    private static void Parts<TTile>(
        DenseWeights* weights, in PixelRuns runs, sbyte* x, nint strideBytes, int pixels, sbyte* output, int begin, int end)
        where TTile : struct, IDenseTile
    {
        var part = stackalloc sbyte[TileBytes];
        var channels = TTile.Blocks.BlockChannels;
        for (var block = begin; block < end; block++)
        {
            Tiles<TTile>(weights, runs, x, strideBytes, pixels, part, channels, block, block + 1);
            Copy(part, channels, output, weights->Channels, pixels, block * channels);
        }
    }

    /// <summary>Whole tiles from <paramref name="output"/> on, pixels <paramref name="outStride"/> bytes apart; the last one repeats its last pixel.</summary>
    private static void Tiles<TTile>(
        DenseWeights* weights, in PixelRuns runs, sbyte* x, nint strideBytes, int pixels, sbyte* output, nint outStride, int begin, int end)
        where TTile : struct, IDenseTile
    {
        var tile = default(TTile);
        var limits = weights->Limits;
        var offsets = runs.Offsets;
        var lastOffset = offsets + runs.Count;
        var lastBytes = runs.LastBytes;
        nint turnBytes = runs.WholeBytes / TTile.TurnBytes * TTile.TurnBytes;
        var stepBytes = runs.WholeBytes - turnBytes;
        var channels = TTile.Blocks.BlockChannels;
        var factorLanes = DenseWeights.FactorLanes<TTile>();
        var firstFactors = weights->Factors + (begin * (nint)factorLanes);
        var firstWeights = weights->Weights + (begin * weights->BlockBytes);
        nint rowBytes = (end - begin) * channels;
        var nextWeights = end - begin > 1 ? weights->BlockBytes : 0;
        tile.Reach(nextWeights, end - begin > 1 ? factorLanes : 0);
        for (; pixels > 0; pixels -= TTile.Pixels, x += TTile.Pixels * strideBytes, output += TTile.Pixels * outStride)
        {
            tile.Point(x, strideBytes, pixels);
            var factors = firstFactors;
            var w = firstWeights;
            var target = output;
            for (var last = target + rowBytes; target < last; target += TTile.BlocksAtOnce * channels)
            {
                tile.Start(factors);
                nint k;
                var offset = offsets;
                do
                {
                    k = *offset++;
                    var turns = k + turnBytes;
                    for (; k < turns; k += TTile.TurnBytes, w += TTile.TurnBytes * channels)
                    {
                        tile.AddTurn(k, w);
                    }

                    if (TTile.TurnBytes > 32 && (stepBytes & 32) != 0)
                    {
                        tile.AddTwo(k, w);
                        k += 32;
                        w += 32 * channels;
                    }

                    if ((stepBytes & 16) != 0)
                    {
                        tile.Add(k, w);
                        k += 16;
                        w += 16 * channels;
                    }
                }
                while (offset != lastOffset);

                if (lastBytes > 0)
                {
                    w = tile.AddLast(k, w, lastBytes);
                }

                tile.Store<TOutput>(limits, factors, target, outStride);
                factors += TTile.BlocksAtOnce * factorLanes;
                if (TTile.BlocksAtOnce > 1)
                {
                    w += nextWeights;
                }
            }
        }
    }

    /// <summary>The part of a tile that lies inside the output, (pixels, channels), from <paramref name="channel"/> on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Copy(sbyte* part, int partChannels, sbyte* output, int channels, int pixels, int channel)
    {
        var count = (uint)Math.Min(partChannels, channels - channel);
        output += channel;
        for (var pixel = 0; pixel < pixels; pixel++, part += partChannels, output += channels)
        {
            Unsafe.CopyBlockUnaligned(output, part, count);
        }
    }
}
