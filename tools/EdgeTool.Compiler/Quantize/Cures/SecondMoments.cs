using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Sum of x x' over vectors x, (length, length).</summary>
internal sealed class SecondMoments(int length)
{
    private readonly float[] _sums = new float[length * length];

    public int Length => length;

    public ReadOnlySpan<float> Row(int index) => _sums.AsSpan(index * length, length);

    public void Add(ReadOnlySpan<float> vector)
    {
        for (var i = 0; i < length; i++)
        {
            if (vector[i] != 0)
            {
                AddScaled(_sums.AsSpan(i * length, length), vector, vector[i]);
            }
        }
    }

    /// <summary>The sum over vectors whose every element is multiplied by a factor of its own.</summary>
    public SecondMoments Scaled(ReadOnlySpan<float> factors)
    {
        var scaled = new SecondMoments(length);
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < length; j++)
            {
                scaled._sums[(i * length) + j] = _sums[(i * length) + j] * factors[i] * factors[j];
            }
        }

        return scaled;
    }

    /// <summary>target += factor * vector.</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> vector, float factor)
    {
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(vector);
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] += vectors[i] * factor;
        }

        for (var i = targets.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += vector[i] * factor;
        }
    }
}
