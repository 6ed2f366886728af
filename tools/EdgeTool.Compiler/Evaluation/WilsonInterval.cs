namespace EdgeTool.Compiler.Evaluation;

/// <summary>
/// Where a share may truly lie, with 95 % confidence, when <c>hits</c> of <c>samples</c> were counted (E. B. Wilson, 1927): honest for small
/// counts and near 0 and 1, where the usual plus or minus is not.
/// </summary>
public readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959963984540054;

    public double Width => High - Low;

    public static WilsonInterval Of(int hits, int samples)
    {
        if (samples == 0)
        {
            return new WilsonInterval(0, 1);
        }

        var (n, share) = ((double)samples, (double)hits / samples);
        var centre = share + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        var scale = 1 + (Z * Z / n);
        return new WilsonInterval(Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale));
    }
}
