using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Turns the differences of a tile's channels at one pixel into output, four channels at a time; the same as <see cref="SignSum"/>.</summary>
internal static unsafe class SignFinish
{
    /// <summary>Largest number of channels of a tile.</summary>
    public const int MaxTileChannels = 32;

    /// <summary>Writes the channels of tile <paramref name="tile"/> in row <paramref name="row"/> of the output.</summary>
    /// <param name="weights">What was prepared.</param>
    /// <param name="counts">Differences of the tile's channels.</param>
    /// <param name="outside">What taps outside the input add to the sums, (channels); null where there are none.</param>
    /// <param name="tile">Tile.</param>
    /// <param name="output">Operand to write.</param>
    /// <param name="row">Row of (rows, channels).</param>
    public static void Write(SignWeights* weights, int* counts, int* outside, int tile, in Operand output, nint row)
    {
        var first = tile * weights->TileChannels;
        var channels = Math.Min(weights->TileChannels, weights->Channels - first);
        var largest = Vector128.Create(weights->LargestSum);
        for (var c = 0; c < weights->TileChannels; c += Vector128<int>.Count)
        {
            var sum = largest - (Vector128.Load(counts + c) << 1);
            (outside == null ? sum : sum + Vector128.Load(outside + first + c)).Store(counts + c);
        }

        switch (output.Type)
        {
            case ElementType.UInt32:
                var words = output.Data + (row * SignWords.Count(weights->Channels) * sizeof(uint));
                WriteSigns(counts, weights->First + first, weights->TileChannels, channels, words + (first / 8));
                if (tile == weights->Tiles - 1)
                {
                    // The tiles may end within the last word.
                    var written = (first + weights->TileChannels) / 8;
                    new Span<byte>(words + written, Math.Max(0, (SignWords.Count(weights->Channels) * sizeof(uint)) - written)).Clear();
                }

                break;
            case ElementType.Int8:
                WriteInt8(weights, counts, first, channels, output.As<sbyte>() + (row * weights->Channels) + first);
                break;
            default:
                WriteFloats(weights, counts, first, channels, output.As<float>() + (row * weights->Channels) + first);
                break;
        }
    }

    private static void WriteSigns(int* sums, int* thresholds, int tileChannels, int channels, byte* bytes)
    {
        for (var c = 0; c < tileChannels; c += 8)
        {
            var low = Vector128.LessThan(Vector128.Load(sums + c), Vector128.Load(thresholds + c)).ExtractMostSignificantBits();
            var high = Vector128.LessThan(Vector128.Load(sums + c + 4), Vector128.Load(thresholds + c + 4)).ExtractMostSignificantBits();
            var valid = channels - c >= 8 ? 255 : (1 << Math.Max(0, channels - c)) - 1;
            bytes[c / 8] = (byte)((low | (high << 4)) & (uint)valid);
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
