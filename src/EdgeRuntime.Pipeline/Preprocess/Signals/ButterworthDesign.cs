using System.Numerics;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// Butterworth filters by the bilinear transform with its corner frequencies prewarped (S. Butterworth 1930; Oppenheim and Schafer, section
/// 7.3): |H(f)|^2 = 1 / (1 + W^(2 order)), W = tan(pi f / rate) over its value at the corner for a low-pass, the inverse for a high-pass,
/// and (w^2 - w1 w2) / (w (w2 - w1)) of such tangents w for a band-pass, which has twice the order. <c>band</c>: <c>lowpass</c> ends at
/// <c>highHz</c>, <c>highpass</c> begins at <c>lowHz</c>, <c>bandpass</c> does both.
/// </summary>
internal static class ButterworthDesign
{
    public static StageKind Kind { get; } = StageKind.OfStream(
        "butterworth",
        [
            SignalNumbers.SampleRateHz,
            StageNumber.Count("order", 2, 1, 16),
            new StageNumber("lowHz", 0) { Min = 0, Max = 5e5 },
            new StageNumber("highHz", 0) { Min = 0, Max = 5e5 },
            SignalNumbers.Channels,
        ],
        [new StageOption("band", "lowpass", "highpass", "bandpass")],
        p => new BiquadStage(Sections(p), p.Channels()));

    /// <param name="order">Poles.</param>
    /// <param name="corner">tan(pi f / rate) of the corner.</param>
    /// <param name="isLow">Low-pass, not high-pass.</param>
    public static BiquadSection[] LowOrHigh(int order, double corner, bool isLow)
    {
        // A high-pass is a low-pass of 1 / s.
        var (k, sign) = isLow ? (corner, 1) : (1 / corner, -1);
        var sections = new List<BiquadSection>();
        for (var i = 0; i < order / 2; i++)
        {
            var damping = 2 * PortableMath.Sin(Math.PI * ((2 * i) + 1) / (2 * order));
            var a0 = 1 + (damping * k) + (k * k);
            sections.Add(new BiquadSection(
                k * k / a0, sign * 2 * k * k / a0, k * k / a0, sign * 2 * ((k * k) - 1) / a0, (1 - (damping * k) + (k * k)) / a0));
        }

        if (order % 2 == 1)
        {
            sections.Add(new BiquadSection(k / (1 + k), sign * k / (1 + k), 0, sign * (k - 1) / (1 + k), 0));
        }

        return [.. sections];
    }

    /// <param name="order">Poles of the low-pass that it is made from: half of its own.</param>
    /// <param name="low">tan(pi f / rate) of the lower corner.</param>
    /// <param name="high">The same of the upper one.</param>
    public static BiquadSection[] Band(int order, double low, double high)
    {
        var (width, middle) = (high - low, low * high);
        var sections = new List<BiquadSection>();
        for (var i = 0; i < order / 2; i++)
        {
            var angle = Math.PI * ((2 * i) + 1) / (2 * order);
            var half = new Complex(-PortableMath.Sin(angle), PortableMath.Cos(angle)) * (width / 2);

            // The poles where s^2 - 2 half s + middle = 0; those of the conjugate pole are their conjugates.
            var root = SquareRoot((half * half) - middle);
            foreach (var pole in new[] { half + root, half - root })
            {
                sections.Add(BandSection(width, -2 * pole.Real, (pole.Real * pole.Real) + (pole.Imaginary * pole.Imaginary)));
            }
        }

        if (order % 2 == 1)
        {
            sections.Add(BandSection(width, width, middle));
        }

        return [.. sections];
    }

    /// <summary>width s / (s^2 + c1 s + c0) with s = (z - 1) / (z + 1).</summary>
    private static BiquadSection BandSection(double width, double c1, double c0)
    {
        var a0 = 1 + c1 + c0;
        return new BiquadSection(width / a0, 0, -width / a0, 2 * (c0 - 1) / a0, (1 - c1 + c0) / a0);
    }

    /// <summary>From square roots of reals alone, which are the same on every machine.</summary>
    private static Complex SquareRoot(Complex z)
    {
        var length = Math.Sqrt((z.Real * z.Real) + (z.Imaginary * z.Imaginary));
        var (real, imaginary) = (Math.Sqrt(Math.Max(0, (length + z.Real) / 2)), Math.Sqrt(Math.Max(0, (length - z.Real) / 2)));
        return new Complex(real, z.Imaginary < 0 ? -imaginary : imaginary);
    }

    private static BiquadSection[] Sections(StageParameters parameters)
    {
        var (rate, order, band) = (parameters.Number("sampleRateHz"), parameters.Count("order"), parameters.Option("band"));
        double Corner(string name)
        {
            var hz = parameters.Number(name);
            return hz > 0 && hz < rate / 2
                ? PortableMath.Sin(Math.PI * hz / rate) / PortableMath.Cos(Math.PI * hz / rate)
                : throw new ContractException($"'{name}' is {hz:R}; a {band} needs it above 0 and below half of 'sampleRateHz', {rate / 2:R}.");
        }

        return band switch
        {
            "lowpass" => LowOrHigh(order, Corner("highHz"), isLow: true),
            "highpass" => LowOrHigh(order, Corner("lowHz"), isLow: false),
            _ => Corner("lowHz") < Corner("highHz")
                ? Band(order, Corner("lowHz"), Corner("highHz"))
                : throw new ContractException($"'lowHz' is {parameters.Number("lowHz"):R}, not below 'highHz', which is {parameters.Number("highHz"):R}."),
        };
    }
}
