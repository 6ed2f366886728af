using System.Numerics;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>spectrum</c>: samples to (frames, fftSize / 2 + 1), the spectrogram; one frame is a spectrum. Each is |FFT(frame * window)|, filled up
/// with zeros to <c>fftSize</c> (the power of two from <c>frameLength</c> when 0), as <c>scale</c> says: <c>magnitude</c>, <c>power</c>, or
/// <c>decibel</c>, 10 log10(power + <c>logOffset</c>).
/// </summary>
internal sealed class SpectrumStage : FramedStage
{
    private static readonly double DecibelsPerNeper = 10 / PortableMath.Log(10);

    private readonly double[] _window;
    private readonly Complex[] _spectrum;
    private readonly Fft _fft;
    private readonly string _scale;
    private readonly double _logOffset;

    private SpectrumStage(StageParameters parameters, int fftSize)
        : base(parameters.Count("frameLength"), parameters.Count("frameStride"), (fftSize / 2) + 1)
    {
        _window = WindowFunction.Weights(parameters.Option("window"), parameters.Count("frameLength"));
        (_fft, _spectrum) = (new Fft(fftSize), new Complex[fftSize]);
        (_scale, _logOffset) = (parameters.Option("scale"), parameters.Number("logOffset"));
    }

    public static StageKind Kind { get; } = StageKind.OfStream(
        "spectrum",
        [
            FrameNumbers.Length,
            FrameNumbers.Stride,
            StageNumber.Count("fftSize", 0, 0, FrameNumbers.MaxLength),
            new StageNumber("logOffset", 1e-6) { MustBePositive = true },
        ],
        [new StageOption("window", WindowFunction.Names), new StageOption("scale", "magnitude", "power", "decibel")],
        p => new SpectrumStage(p, FrameNumbers.FftSize(p)));

    protected override void Compute(ReadOnlySpan<float> frame, Span<float> row)
    {
        for (var i = 0; i < _window.Length; i++)
        {
            _spectrum[i] = frame[i] * _window[i];
        }

        _spectrum.AsSpan(_window.Length).Clear();
        _fft.Transform(_spectrum);
        for (var k = 0; k < row.Length; k++)
        {
            var power = (_spectrum[k].Real * _spectrum[k].Real) + (_spectrum[k].Imaginary * _spectrum[k].Imaginary);
            row[k] = (float)(_scale switch
            {
                "magnitude" => Math.Sqrt(power),
                "power" => power,
                _ => DecibelsPerNeper * PortableMath.Log(power + _logOffset),
            });
        }
    }
}
