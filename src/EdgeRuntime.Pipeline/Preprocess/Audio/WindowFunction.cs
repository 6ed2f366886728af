namespace EdgeRuntime.Pipeline;

/// <summary>Weights of the samples of one frame: a - (1 - a) cos(2 pi i / n), a = 0.5 (Hann) or 0.54 (Hamming); F. J. Harris, 1978.</summary>
internal static class WindowFunction
{
    public static string[] Names { get; } = ["hann", "hamming", "rectangular"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="length">Samples.</param>
    /// <param name="isPeriodic">n = length, as spectra take it; otherwise length - 1, so that the last weight equals the first.</param>
    public static double[] Weights(string name, int length, bool isPeriodic = true)
    {
        var a = name switch
        {
            "hann" => 0.5,
            "hamming" => 0.54,
            _ => 1,
        };
        var period = Math.Max(1, isPeriodic ? length : length - 1);
        var weights = new double[length];
        for (var i = 0; i < length; i++)
        {
            weights[i] = a - ((1 - a) * PortableMath.Cos(2 * Math.PI * i / period));
        }

        return weights;
    }
}
