namespace EdgeRuntime.Kernels;

/// <summary>
/// The error function to double precision (Abramowitz and Stegun 1964): near 0 the series 7.1.6, whose terms all have one sign; further
/// out the continued fraction 7.1.14, which keeps the small complement exact.
/// </summary>
public static class ErrorFunction
{
    /// <summary>Where the continued fraction needs fewer steps than the series needs terms.</summary>
    private const double Border = 2;

    /// <summary>Beyond it the complement is below the smallest float.</summary>
    private const double End = 12;

    private const int FractionDepth = 40;

    public static double Erf(double x)
    {
        var magnitude = Math.Abs(x);
        return magnitude < Border ? Series(x) : double.IsNaN(x) ? x : Math.CopySign(1 - Tail(magnitude), x);
    }

    /// <summary>1 - erf(x), exact also where erf(x) is almost 1.</summary>
    public static double Erfc(double x) => x >= Border ? Tail(x) : 1 - Erf(x);

    /// <summary>2 / sqrt(pi) exp(-x^2) times the sum of 2^n x^(2n+1) / (1 * 3 * ... * (2n+1)).</summary>
    private static double Series(double x)
    {
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-16 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>exp(-x^2) / sqrt(pi) / (x + (1/2) / (x + 1 / (x + (3/2) / (x + ...)))).</summary>
    private static double Tail(double x)
    {
        if (x > End)
        {
            return 0;
        }

        var fraction = x;
        for (var n = FractionDepth; n > 0; n--)
        {
            fraction = x + (n / 2.0 / fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
