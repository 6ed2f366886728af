using System.Numerics;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// One frame of sound to the logarithms of its energies in mel bands: ln(filters * |FFT(frame * window)|^p + logOffset), p = 2
/// (<c>power</c>) or 1 (<c>magnitude</c>), the frame filled up with zeros to <c>fftSize</c>. With <c>compression</c> <c>none</c>, the energies
/// themselves.
/// </summary>
internal sealed class LogMelSpectrum
{
    public const int MaxBins = 512;

    private readonly Fft _fft;
    private readonly MelFilterBank _filters;
    private readonly double[] _window;
    private readonly Complex[] _spectrum;
    private readonly bool _isPower;
    private readonly double _logOffset;
    private readonly bool _isLog;

    private LogMelSpectrum(StageParameters parameters, int fftSize, double highHz)
    {
        (FrameLength, Bins) = (parameters.Count("frameLength"), parameters.Count("melBins"));
        (_fft, _spectrum) = (new Fft(fftSize), new Complex[fftSize]);
        _filters = new MelFilterBank(
            Bins,
            fftSize,
            parameters.Number("sampleRateHz"),
            parameters.Number("lowHz"),
            highHz,
            MelScale.Named(parameters.Option("melScale")),
            parameters.Option("norm") == "area");
        _window = WindowFunction.Weights(parameters.Option("window"), FrameLength);
        (_isPower, _logOffset) = (parameters.Option("spectrum") == "power", parameters.Number("logOffset"));
        _isLog = parameters.Option("compression") == "log";
    }

    public static StageNumber[] Numbers { get; } =
    [
        new StageNumber("sampleRateHz", null) { Min = 1, Max = 1e6 },
        FrameNumbers.Length,
        FrameNumbers.Stride,
        StageNumber.Count("fftSize", 0, 0, FrameNumbers.MaxLength),
        StageNumber.Count("melBins", null, 1, MaxBins),
        new StageNumber("lowHz", 20) { Min = 0, Max = 5e5 },
        new StageNumber("highHz", 0) { Min = 0, Max = 5e5 },
        new StageNumber("logOffset", 1e-6) { MustBePositive = true },
    ];

    public static StageOption[] Options { get; } =
    [
        new StageOption("window", WindowFunction.Names),
        new StageOption("spectrum", "power", "magnitude"),
        new StageOption("melScale", MelScale.Names),
        new StageOption("norm", "none", "area"),
        new StageOption("compression", "log", "none"),
    ];

    public int FrameLength { get; }

    public int Bins { get; }

    /// <exception cref="ContractException">The parameters contradict each other.</exception>
    public static LogMelSpectrum Create(StageParameters parameters)
    {
        var (fftSize, rate) = (FrameNumbers.FftSize(parameters), parameters.Number("sampleRateHz"));
        var (low, high) = (parameters.Number("lowHz"), parameters.Number("highHz") is > 0 and var top ? top : rate / 2);
        return low < high && high <= rate / 2
            ? new LogMelSpectrum(parameters, fftSize, high)
            : throw new ContractException($"'lowHz' is {low:R} and 'highHz' {high:R}; expected lowHz < highHz <= half of 'sampleRateHz', {rate / 2:R}.");
    }

    /// <param name="frame">frameLength samples.</param>
    /// <param name="logMel">Bins values.</param>
    public void Compute(ReadOnlySpan<float> frame, Span<double> logMel)
    {
        for (var i = 0; i < _window.Length; i++)
        {
            _spectrum[i] = frame[i] * _window[i];
        }

        _spectrum.AsSpan(_window.Length).Clear();
        _fft.Transform(_spectrum);
        for (var k = 0; k <= _spectrum.Length / 2; k++)
        {
            var power = (_spectrum[k].Real * _spectrum[k].Real) + (_spectrum[k].Imaginary * _spectrum[k].Imaginary);
            _spectrum[k] = _isPower ? power : Math.Sqrt(power);
        }

        for (var m = 0; m < logMel.Length; m++)
        {
            var energy = _filters.Apply(m, _spectrum);
            logMel[m] = _isLog ? PortableMath.Log(energy + _logOffset) : energy;
        }
    }
}
