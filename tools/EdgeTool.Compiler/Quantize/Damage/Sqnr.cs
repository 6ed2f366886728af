namespace EdgeTool.Compiler.Quantization;

/// <summary>Signal to quantization noise, 10 log10(sum x^2 / sum (x - y)^2) in dB, over any number of tensors.</summary>
public sealed class Sqnr
{
    /// <summary>Reported where nothing differs.</summary>
    public const double Lossless = 200;

    private double _signal;
    private double _noise;

    public double Db => _noise == 0 ? Lossless : _signal == 0 ? -Lossless : Math.Clamp(10 * Math.Log10(_signal / _noise), -Lossless, Lossless);

    /// <summary>Of all that was added to any of them.</summary>
    public static Sqnr Sum(IEnumerable<Sqnr> parts)
    {
        var sum = new Sqnr();
        foreach (var part in parts)
        {
            sum._signal += part._signal;
            sum._noise += part._noise;
        }

        return sum;
    }

    public void Add(ReadOnlySpan<float> reference, ReadOnlySpan<float> quantized)
    {
        for (var i = 0; i < reference.Length; i++)
        {
            var error = (double)reference[i] - quantized[i];
            _signal += (double)reference[i] * reference[i];
            _noise += error * error;
        }
    }
}
