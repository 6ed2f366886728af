using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Sum of x x' over vectors x, (length, length).</summary>
internal sealed class SecondMoments
{
    /// <summary>Added to the diagonal before factoring, as a share of its mean: what few examples say too little about stays near the nearest step.</summary>
    private const double Damping = 0.2;

    private readonly int _length;
    private readonly float[] _sums;
    private readonly Lazy<float[]> _factor;

    public SecondMoments(int length) => (_length, _sums, _factor) = (length, new float[length * length], new(Factored));

    /// <summary>Every vector of another sum multiplied by factors.</summary>
    private SecondMoments(SecondMoments unscaled, float[] factors) =>
        (_length, _sums, _factor) = (unscaled._length, new float[unscaled._sums.Length], new(() => Columns(unscaled.Factor, factors)));

    public double Trace
    {
        get
        {
            var trace = 0.0;
            for (var k = 0; k < _length; k++)
            {
                trace += Row(k)[k];
            }

            return trace;
        }
    }

    /// <summary>R, upper triangular, of R' R = the damped moments; read only after everything was added.</summary>
    public float[] Factor => _factor.Value;

    public ReadOnlySpan<float> Row(int index) => _sums.AsSpan(index * _length, _length);

    public void Add(ReadOnlySpan<float> vector)
    {
        for (var i = 0; i < _length; i++)
        {
            if (vector[i] != 0)
            {
                AddScaled(_sums.AsSpan(i * _length, _length), vector, vector[i]);
            }
        }
    }

    /// <summary>The sum over vectors whose every element is multiplied by a factor of its own.</summary>
    public SecondMoments Scaled(float[] factors)
    {
        var scaled = new SecondMoments(this, factors);
        for (var i = 0; i < _length; i++)
        {
            for (var j = 0; j < _length; j++)
            {
                scaled._sums[(i * _length) + j] = _sums[(i * _length) + j] * factors[i] * factors[j];
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

    /// <summary>Sum of a[i] * b[i].</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sums = Vector<float>.Zero;
        var va = MemoryMarshal.Cast<float, Vector<float>>(a);
        var vb = MemoryMarshal.Cast<float, Vector<float>>(b);
        for (var i = 0; i < va.Length; i++)
        {
            sums += va[i] * vb[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = va.Length * Vector<float>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static float[] Columns(float[] matrix, float[] factors)
    {
        var scaled = new float[matrix.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = matrix[i] * factors[i % factors.Length];
        }

        return scaled;
    }

    /// <summary>Cholesky, row by row: what is left of the matrix loses the outer product of each row found.</summary>
    private float[] Factored()
    {
        var left = (float[])_sums.Clone();
        var damping = (float)(Damping * Trace / _length);
        for (var k = 0; k < _length; k++)
        {
            left[(k * _length) + k] += damping;
        }

        for (var k = 0; k < _length; k++)
        {
            var row = left.AsSpan(k * _length, _length);
            var root = MathF.Sqrt(Math.Max(row[k], damping / 2));
            for (var j = 0; j < _length; j++)
            {
                row[j] = j < k ? 0 : j == k ? root : row[j] / root;
            }

            for (var i = k + 1; i < _length; i++)
            {
                if (row[i] != 0)
                {
                    AddScaled(left.AsSpan((i * _length) + i, _length - i), row[i..], -row[i]);
                }
            }
        }

        return left;
    }
}
