using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Transform of 2n real samples as n complex ones: decimation in time by fours, and by two where a factor of two is left (Cooley and Tukey
/// 1965), every stage scaled down by its radix so that nothing overflows; then the two interleaved halves are told apart. The order of
/// stages and roundings is that of the TensorFlow Lite Micro front end, so that every bit agrees.
/// </summary>
internal readonly unsafe struct FixedPointFft
{
    /// <summary>Complex points, half the real length.</summary>
    public readonly int Points;

    private readonly ComplexInt16* _roots;
    private readonly ComplexInt16* _halfRoots;
    private readonly int* _order;

    /// <param name="tables">What <see cref="WriteTables"/> wrote.</param>
    /// <param name="length">Real samples, a power of two from 4.</param>
    public FixedPointFft(byte* tables, int length)
    {
        Points = length / 2;
        _order = (int*)tables;
        _roots = (ComplexInt16*)(_order + Points);
        _halfRoots = _roots + Points;
    }

    public static long TableBytes(int length) => length / 2 * (sizeof(int) + (2L * sizeof(ComplexInt16)));

    /// <summary>Order of the samples, exp(-2 * pi * i * k / points), and exp(-i * pi * ((k + 1) / points + 1 / 2)).</summary>
    public static void WriteTables(byte* tables, int length)
    {
        var fft = new FixedPointFft(tables, length);
        for (var k = 0; k < fft.Points; k++)
        {
            fft._order[k] = SourceOf(k, fft.Points);
            fft._roots[k] = ComplexInt16.Unit(-2 * Math.PI * k / fft.Points);
            fft._halfRoots[k] = ComplexInt16.Unit(-Math.PI * (((double)(k + 1) / fft.Points) + 0.5));
        }
    }

    /// <summary>Writes points + 1 frequencies of <paramref name="samples"/> real samples and zeros behind them.</summary>
    public void Transform(short* x, int samples, ComplexInt16* work, ComplexInt16* frequencies)
    {
        for (var k = 0; k < Points; k++)
        {
            var first = 2 * _order[k];
            work[k] = new ComplexInt16(first < samples ? x[first] : 0, first + 1 < samples ? x[first + 1] : 0);
        }

        // A factor of two left over is the innermost stage.
        var size = BitOperations.Log2((uint)Points) % 2 == 1 ? 2 : 1;
        if (size == 2)
        {
            Pairs(work);
        }

        for (; size < Points; size *= 4)
        {
            Fours(work, size);
        }

        Separate(work, frequencies);
    }

    /// <summary>Index of the sample that the k-th place of the first stage takes: digits to the base of each stage, turned round.</summary>
    private static int SourceOf(int place, int points)
    {
        var (source, stride) = (0, 1);
        while (points > 1)
        {
            var radix = points % 4 == 0 ? 4 : 2;
            points /= radix;
            source += place / points * stride;
            (place, stride) = (place % points, stride * radix);
        }

        return source;
    }

    private void Pairs(ComplexInt16* work)
    {
        for (var k = 0; k < Points; k += 2)
        {
            var (a, b) = (work[k].DividedBy(2), work[k + 1].DividedBy(2) * _roots[0]);
            (work[k], work[k + 1]) = (a + b, a - b);
        }
    }

    /// <summary>Joins four transforms of <paramref name="size"/> points each.</summary>
    private void Fours(ComplexInt16* work, int size)
    {
        var stride = Points / (4 * size);
        for (var block = 0; block < Points; block += 4 * size)
        {
            for (var k = 0; k < size; k++)
            {
                var at = work + block + k;
                var a = at[0].DividedBy(4);
                var b = at[size].DividedBy(4) * _roots[k * stride];
                var c = at[2 * size].DividedBy(4) * _roots[2 * k * stride];
                var d = at[3 * size].DividedBy(4) * _roots[3 * k * stride];
                var (even, odd) = (a - c, (b - d).TurnedBack);
                (at[0], at[size], at[2 * size], at[3 * size]) = (a + c + (b + d), even + odd, a + c - (b + d), even - odd);
            }
        }
    }

    /// <summary>Even samples were taken as real and odd ones as imaginary parts: symmetry tells their transforms apart.</summary>
    private void Separate(ComplexInt16* work, ComplexInt16* frequencies)
    {
        var sums = work[0].DividedBy(2);
        frequencies[0] = new ComplexInt16(sums.Real + sums.Imaginary, 0);
        frequencies[Points] = new ComplexInt16(sums.Real - sums.Imaginary, 0);
        for (var k = 1; k <= Points / 2; k++)
        {
            var (low, high) = (work[k].DividedBy(2), work[Points - k].Conjugate.DividedBy(2));
            var even = low + high;
            var odd = (low - high) * _halfRoots[k - 1];
            frequencies[k] = new ComplexInt16((even.Real + odd.Real) >> 1, (even.Imaginary + odd.Imaginary) >> 1);
            frequencies[Points - k] = new ComplexInt16((even.Real - odd.Real) >> 1, (odd.Imaginary - even.Imaginary) >> 1);
        }
    }
}
