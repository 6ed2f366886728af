using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>What becomes of a sum of products of signs, one at a time: the definition of <see cref="BinaryLaw"/>'s three outputs.</summary>
internal static unsafe class SignSum
{
    /// <summary>Signs in which two rows of words differ. Unused bits are 0 on both sides and count as equal.</summary>
    public static int Differences(uint* a, uint* b, int words)
    {
        var count = 0;
        for (var i = 0; i < words; i++)
        {
            count += BitOperations.PopCount(a[i] ^ b[i]);
        }

        return count;
    }

    /// <summary>Writes row <paramref name="row"/> of the output, (rows, channels), from the sums of all channels.</summary>
    public static void Write(StepContext* step, Activation activation, int* sums, int channels, nint row)
    {
        ref var output = ref step->Outputs[0];
        switch (output.Type)
        {
            case ElementType.UInt32:
                WriteSigns(step->Inputs[2].As<int>(), sums, channels, output.As<uint>() + (row * SignWords.Count(channels)));
                break;
            case ElementType.Int8:
                var (min, max) = ActivationRange.Quantized(activation, ElementType.Int8, output.Scale, output.ZeroPoint);
                for (var c = 0; c < channels; c++)
                {
                    output.As<sbyte>()[(row * channels) + c] = (sbyte)Math.Clamp((int)MathF.Round(Real(step, sums[c], c)), min, max);
                }

                break;
            default:
                var (realMin, realMax) = ActivationRange.Real(activation);
                for (var c = 0; c < channels; c++)
                {
                    var real = Real(step, sums[c], c);
                    real = real < realMin ? realMin : real;
                    output.As<float>()[(row * channels) + c] = real > realMax ? realMax : real;
                }

                break;
        }
    }

    private static float Real(StepContext* step, int sum, int channel) =>
        (sum * step->Inputs[2].As<float>()[channel]) + step->Inputs[3].As<float>()[channel];

    private static void WriteSigns(int* thresholds, int* sums, int channels, uint* words)
    {
        for (var first = 0; first < channels; first += SignWords.Bits)
        {
            var word = 0u;
            for (var c = first; c < Math.Min(channels, first + SignWords.Bits); c++)
            {
                word |= sums[c] >= thresholds[c] ? 0 : 1u << (c - first);
            }

            *words++ = word;
        }
    }
}
