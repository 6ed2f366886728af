using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Turns the differences of a tile's channels at one pixel into output, four channels at a time; the same as <see cref="SignSum"/>.</summary>
internal static unsafe class SignFinish
{
    /// <summary>Largest number of channels of a tile.</summary>
    public const int MaxTileChannels = 64;

    /// <summary>Writes the channels of tile <paramref name="tile"/> in row <paramref name="row"/> of an output of numbers.</summary>
    /// <param name="weights">What was prepared.</param>
    /// <param name="counts">Differences of the tile's channels; they become sums.</param>
    /// <param name="outside">What taps outside the input add to the sums of all channels; null where there are none.</param>
    /// <param name="tile">Tile.</param>
    /// <param name="output">Operand to write.</param>
    /// <param name="row">Row of (rows, channels).</param>
    public static void WriteNumbers(SignWeights* weights, int* counts, int* outside, int tile, in Operand output, nint row)
    {
        var first = tile * weights->TileChannels;
        var channels = Math.Min(weights->TileChannels, weights->Channels - first);
        var largest = Vector128.Create(weights->LargestSum);
        for (var c = 0; c < weights->TileChannels; c += Vector128<int>.Count)
        {
            var sum = largest - (Vector128.Load(counts + c) << 1);
            (outside == null ? sum : sum + Vector128.Load(outside + first + c)).Store(counts + c);
        }

        if (output.Type == ElementType.Int8)
        {
            WriteInt8(weights, counts, first, channels, output.As<sbyte>() + (row * weights->Channels) + first);
        }
        else
        {
            WriteFloats(weights, counts, first, channels, output.As<float>() + (row * weights->Channels) + first);
        }
    }

    /// <summary>The same for an output of signs.</summary>
    public static void WriteSigns<TLanes, TVector>(SignWeights* weights, int* counts, int* outside, int tile, in Operand output, nint row)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        var (channels, first) = (TLanes.TileChannels, tile * TLanes.TileChannels);
        var signs = TLanes.Above(counts, outside == null ? null : outside + first, weights->First + first);
        var words = output.Data + (row * SignWords.Count(weights->Channels) * sizeof(uint));
        var target = words + (first / 8);
        switch (channels)
        {
            case 16:
                *(ushort*)target = (ushort)signs;
                break;
            case 32:
                *(uint*)target = (uint)signs;
                break;
            default:
                *(ulong*)target = signs;
                break;
        }

        // Tiles may end within the last word.
        var written = (first + channels) / 8;
        if (tile == weights->Tiles - 1 && written % sizeof(uint) != 0)
        {
            new Span<byte>(words + written, sizeof(uint) - (written % sizeof(uint))).Clear();
        }
    }

    private static void WriteInt8(SignWeights* weights, int* sums, int first, int channels, sbyte* output)
    {
        for (var c = 0; c < channels; c += Vector128<int>.Count)
        {
            var steps = Vector128.ConvertToInt32(Vector128.Round(Real(weights, sums, first, c)));
            var limited = Vector128.Min(Vector128.Max(steps, Vector128.Create(weights->Min)), Vector128.Create(weights->Max));
            for (var i = 0; i < Math.Min(Vector128<int>.Count, channels - c); i++)
            {
                output[c + i] = (sbyte)limited[i];
            }
        }
    }

    private static void WriteFloats(SignWeights* weights, int* sums, int first, int channels, float* output)
    {
        for (var c = 0; c < channels; c += Vector128<int>.Count)
        {
            var real = Real(weights, sums, first, c);
            var (min, max) = (Vector128.Create(weights->RealMin), Vector128.Create(weights->RealMax));
            real = Vector128.ConditionalSelect(Vector128.LessThan(real, min), min, real);
            real = Vector128.ConditionalSelect(Vector128.GreaterThan(real, max), max, real);
            if (channels - c >= Vector128<int>.Count)
            {
                real.Store(output + c);
                continue;
            }

            for (var i = 0; i < channels - c; i++)
            {
                output[c + i] = real[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Real(SignWeights* weights, int* sums, int first, int c) =>
        (Vector128.ConvertToSingle(Vector128.Load(sums + c)) * Vector128.Load((float*)weights->First + first + c))
            + Vector128.Load((float*)weights->Second + first + c);
}
