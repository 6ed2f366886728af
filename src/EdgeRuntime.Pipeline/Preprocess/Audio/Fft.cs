using System.Numerics;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// X[k] = sum over n of x[n] e^(-2 pi i k n / N), in place, for N a power of two: decimation in time (Cooley and Tukey, 1965), first the
/// elements in the order of their bit-reversed indices, then butterflies over blocks of 2, 4, ... N.
/// </summary>
internal sealed class Fft
{
    private readonly Complex[] _roots; // e^(-2 pi i k / N), k < N / 2

    public Fft(int size)
    {
        _roots = new Complex[size / 2];
        for (var k = 0; k < _roots.Length; k++)
        {
            var angle = 2 * Math.PI * k / size;
            _roots[k] = new Complex(PortableMath.Cos(angle), -PortableMath.Sin(angle));
        }
    }

    /// <param name="x">N values.</param>
    public void Transform(Span<Complex> x)
    {
        Reorder(x);
        for (var half = 1; half < x.Length; half *= 2)
        {
            var step = _roots.Length / half;
            for (var block = 0; block < x.Length; block += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    var (even, odd) = (x[block + k], x[block + k + half] * _roots[k * step]);
                    x[block + k] = even + odd;
                    x[block + k + half] = even - odd;
                }
            }
        }
    }

    private static void Reorder(Span<Complex> x)
    {
        for (var (i, reversed) = (0, 0); i < x.Length; i++)
        {
            if (i < reversed)
            {
                (x[i], x[reversed]) = (x[reversed], x[i]);
            }

            // Adds one from the highest bit downwards.
            var bit = x.Length / 2;
            for (; bit > 0 && (reversed & bit) != 0; bit /= 2)
            {
                reversed ^= bit;
            }

            reversed |= bit;
        }
    }
}
