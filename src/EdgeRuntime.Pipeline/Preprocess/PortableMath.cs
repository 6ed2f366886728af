namespace EdgeRuntime.Pipeline;

/// <summary>
/// Transcendental functions from additions, multiplications and divisions alone, which IEEE 754 defines to the last bit: a board
/// prepares, and a recipe learns, the same bytes on every machine, where the C library's own functions differ between processors. Errors stay below 1e-14.
/// </summary>
public static class PortableMath
{
    // Pi/2 and ln 2 in two parts: the first has so few bits that small multiples of it are exact (Cody and Waite 1980).
    private const double HalfPiHigh = 1.5707963267341256, HalfPiLow = 6.077100506506192e-11;
    private const double Ln2High = 0.6931471803691238, Ln2Low = 1.9082149292705877e-10;

    /// <summary>Sine of radians, |x| up to 1e6.</summary>
    public static double Sin(double x) => Quadrant(x, 0);

    /// <summary>Cosine of radians, |x| up to 1e6.</summary>
    public static double Cos(double x) => Quadrant(x, 1);

    /// <summary>e^x; 0 below -700, saturated above 700.</summary>
    public static double Exp(double x)
    {
        if (x < -700)
        {
            return 0;
        }

        x = Math.Min(x, 700);
        var k = Math.Round(x / (Ln2High + Ln2Low));
        var r = x - (k * Ln2High) - (k * Ln2Low);
        return Math.ScaleB(Series(1, r, 1, 1, 15), (int)k);
    }

    /// <summary>Natural logarithm; as <see cref="Math.Log(double)"/> for 0, negative numbers, infinity and NaN.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
        {
            return Math.Log(x);
        }

        // x = m * 2^e with m near 1; ln m = 2 artanh(z) = 2 (z + z^3 / 3 + z^5 / 5 ...), z = (m - 1) / (m + 1), |z| < 0.172.
        var e = Math.ILogB(x);
        var m = Math.ScaleB(x, -e);
        if (m > 1.4142135623730951)
        {
            (m, e) = (m / 2, e + 1);
        }

        var z = (m - 1) / (m + 1);
        var (power, sum) = (z, z);
        for (var k = 3; k <= 25; k += 2)
        {
            power *= z * z;
            sum += power / k;
        }

        return (e * Ln2High) + ((2 * sum) + (e * Ln2Low));
    }

    private static double Quadrant(double x, int shift)
    {
        var k = Math.Round(x / (HalfPiHigh + HalfPiLow));
        var r = x - (k * HalfPiHigh) - (k * HalfPiLow);
        return (((long)k + shift) & 3) switch
        {
            0 => Series(r, -r * r, 2, 2, 9),
            1 => Series(1, -r * r, 1, 2, 9),
            2 => -Series(r, -r * r, 2, 2, 9),
            _ => -Series(1, -r * r, 1, 2, 9),
        };
    }

    /// <summary>
    /// Taylor's series from its first term on; term after term is multiplied by <paramref name="factor"/> and divided by the next
    /// <paramref name="step"/> integers from <paramref name="divisor"/>.
    /// </summary>
    private static double Series(double term, double factor, int divisor, int step, int terms)
    {
        var sum = term;
        for (var i = 1; i < terms; i++)
        {
            for (var k = 0; k < step; k++)
            {
                term /= divisor++;
            }

            term *= factor;
            sum += term;
        }

        return sum;
    }
}
