namespace EdgeRuntime.Pipeline;

/// <summary>Frequencies as the ear spaces them.</summary>
internal abstract class MelScale
{
    public static string[] Names { get; } = ["htk", "slaney"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    public static MelScale Named(string name) => name == "htk" ? new Htk() : new Slaney();

    public abstract double FromHz(double hz);

    public abstract double ToHz(double mel);

    /// <summary>Where filters are triangles: in mel, or in Hz.</summary>
    public abstract double FilterAxis(double hz);

    /// <summary>2595 log10(1 + f / 700), filters straight in mel (S. Young et al., The HTK Book).</summary>
    private sealed class Htk : MelScale
    {
        private const double PerOctave = 2595 / 2.302585092994046;

        public override double FromHz(double hz) => PerOctave * PortableMath.Log(1 + (hz / 700));

        public override double ToHz(double mel) => 700 * (PortableMath.Exp(mel / PerOctave) - 1);

        public override double FilterAxis(double hz) => FromHz(hz);
    }

    /// <summary>3 mel per 200 Hz up to 1 kHz, then 27 mel per factor 6.4; filters straight in Hz (M. Slaney, Auditory Toolbox, 1998).</summary>
    private sealed class Slaney : MelScale
    {
        private const double LogarithmicFromHz = 1000, LogarithmicFromMel = 15;
        private static readonly double PerMel = PortableMath.Log(6.4) / 27;

        public override double FromHz(double hz) => hz < LogarithmicFromHz
            ? hz * 3 / 200
            : LogarithmicFromMel + (PortableMath.Log(hz / LogarithmicFromHz) / PerMel);

        public override double ToHz(double mel) => mel < LogarithmicFromMel
            ? mel * 200 / 3
            : LogarithmicFromHz * PortableMath.Exp((mel - LogarithmicFromMel) * PerMel);

        public override double FilterAxis(double hz) => hz;
    }
}
