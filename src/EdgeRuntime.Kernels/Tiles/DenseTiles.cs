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
    [SkipLocalsInit]
    public static void Run(
        DenseWeights* weights, PixelRuns runs, sbyte* x, nint strideBytes, int pixels, sbyte* output, int begin, int end)
    {
        var part = stackalloc sbyte[TileBytes];
        runs.Part = part;
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
        Tiles<TLarge>(weights, runs, x, strideBytes, whole, output, begin, end);
        x += whole * strideBytes;
        output += whole * (nint)weights->Channels;
        if (pixels - whole > 1)
        {
            Tiles<TSmall>(weights, runs, x, strideBytes, last, output, begin, end);
        }
        else
        {
            Tiles<TSingle>(weights, runs, x, strideBytes, pixels - whole, output, begin, end);
        }
    }

    private static void Tiles<TTile>(
        DenseWeights* weights, in PixelRuns runs, sbyte* x, nint strideBytes, int pixels, sbyte* output, int begin, int end)
        where TTile : struct, IDenseTile
    {
        var tile = default(TTile);
        var offsets = runs.Offsets;
        var (count, wholeBytes, lastBytes) = (runs.Count, (nint)runs.WholeBytes, runs.LastBytes);
        var channels = TTile.Blocks.BlockChannels;
        nint outStride = weights->Channels;
        for (; pixels > 0; pixels -= TTile.Pixels, x += TTile.Pixels * strideBytes, output += TTile.Pixels * outStride)
        {
            tile.Point(x, strideBytes, pixels);
            var factors = weights->Factors + (begin * 3 * channels);
            var w = weights->Weights + (begin * weights->BlockBytes);

            // The first block that does not fit into the output; all of them when pixels are missing.
            var edge = pixels >= TTile.Pixels ? weights->Channels / channels : 0;
            for (var block = begin; block < end; block++, factors += 3 * channels)
            {
                tile.Start(factors);
                nint k = 0;
                for (var run = 0; run < count; run++)
                {
                    k = offsets[run];
                    var whole = k + wholeBytes;
                    for (; k + 16 < whole; k += 32, w += 32 * channels)
                    {
                        tile.Add(k, w);
                        tile.Add(k + 16, w + (16 * channels));
                    }

                    if (k < whole)
                    {
                        tile.Add(k, w);
                        k += 16;
                        w += 16 * channels;
                    }
                }

                if (lastBytes > 0)
                {
                    w = tile.AddLast(k, w, lastBytes);
                }

                var (target, targetStride) = ((nint)output + (block * channels), outStride);
                if (block >= edge)
                {
                    (target, targetStride) = ((nint)runs.Part, channels);
                }

                tile.Store<TOutput>(&weights->Limits, factors, (sbyte*)target, targetStride);
                if (block >= edge)
                {
                    Copy(runs.Part, channels, output, weights->Channels, Math.Min(pixels, TTile.Pixels), block * channels);
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
