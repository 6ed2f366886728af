using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// Corrections D of linear maps from examples: for every result r the sum over examples of (D[r] x - error[r])^2, plus a small multiple of
/// |D[r]|^2, is least. What the examples say nothing about stays as it is.
/// </summary>
internal sealed class LeastSquares(int length, int results)
{
    /// <summary>Weight of |D|^2, as a share of the mean of x[k]^2 over examples and k.</summary>
    private const double Damping = 1e-3;

    private readonly double[] _moments = new double[length * length];
    private readonly double[] _errors = new double[results * length];

    /// <summary>Adds an example.</summary>
    /// <param name="x">(length)</param>
    /// <param name="errors">What each result misses, (results).</param>
    public void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> errors)
    {
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != 0)
            {
                AddScaled(_moments.AsSpan(i * length, length), x, x[i]);
            }
        }

        for (var r = 0; r < errors.Length; r++)
        {
            AddScaled(_errors.AsSpan(r * length, length), x, errors[r]);
        }
    }

    /// <summary>D, (results, length), by Cholesky's factorization of the normal equations.</summary>
    public double[] Solve()
    {
        var trace = Enumerable.Range(0, length).Sum(k => _moments[(k * length) + k]);
        var damping = Math.Max(double.Epsilon * 1e20, Damping * trace / length);
        var factor = Factored(damping);
        var solution = (double[])_errors.Clone();
        Parallel.For(0, results, r => Substitute(factor, solution.AsSpan(r * length, length)));
        return solution;
    }

    /// <summary>L, lower triangular, of L L' = the damped moments.</summary>
    private double[] Factored(double damping)
    {
        var l = (double[])_moments.Clone();
        for (var k = 0; k < length; k++)
        {
            l[(k * length) + k] += damping;
        }

        for (var k = 0; k < length; k++)
        {
            var row = l.AsSpan(k * length, length);
            var root = Math.Sqrt(Math.Max(row[k] - Dot(row[..k], row[..k]), damping / 2));
            row[k] = root;
            Parallel.For(k + 1, length, i =>
            {
                var below = l.AsSpan(i * length, length);
                below[k] = (below[k] - Dot(below[..k], l.AsSpan(k * length, k))) / root;
            });
        }

        return l;
    }

    private void Substitute(double[] factor, Span<double> x)
    {
        for (var i = 0; i < length; i++)
        {
            x[i] = (x[i] - Dot(factor.AsSpan(i * length, i), x[..i])) / factor[(i * length) + i];
        }

        for (var i = length - 1; i >= 0; i--)
        {
            x[i] /= factor[(i * length) + i];
            AddScaled(x[..i], factor.AsSpan(i * length, i), -x[i]);
        }
    }

    /// <summary>target += factor * vector.</summary>
    private static void AddScaled(Span<double> target, ReadOnlySpan<double> vector, double factor)
    {
        var targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(vector);
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] += vectors[i] * factor;
        }

        for (var i = targets.Length * Vector<double>.Count; i < target.Length; i++)
        {
            target[i] += vector[i] * factor;
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < va.Length; i++)
        {
            sums += va[i] * vb[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = va.Length * Vector<double>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
