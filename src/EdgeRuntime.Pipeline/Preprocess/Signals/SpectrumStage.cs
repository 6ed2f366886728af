using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>spectrum</c>: samples to (frames, fftSize / 2 + 1), the spectrogram; one frame is a spectrum. Each is |FFT(frame * window)|, filled up
/// with zeros to <c>fftSize</c> (the power of two from <c>frameLength</c> when 0), as <c>scale</c> says: <c>magnitude</c>, <c>power</c>, or
/// <c>decibel</c>, 10 log10(power + <c>logOffset</c>).
/// </summary>
internal sealed class SpectrumStage : IPreprocessStage
{
    private static readonly double DecibelsPerNeper = 10 / PortableMath.Log(10);

    private readonly double[] _window;
    private readonly Complex[] _spectrum;
    private readonly Fft _fft;
    private readonly int _stride;
    private readonly string _scale;
    private readonly double _logOffset;

    private SpectrumStage(StageParameters parameters, int fftSize, int samples)
    {
        _window = WindowFunction.Weights(parameters.Option("window"), parameters.Count("frameLength"));
        (_fft, _spectrum, _stride) = (new Fft(fftSize), new Complex[fftSize], parameters.Count("frameStride"));
        (_scale, _logOffset, Input) = (parameters.Option("scale"), parameters.Number("logOffset"), new Shape(samples));
    }

    public static StageKind Kind { get; } = new(
        "spectrum",
        [
            FrameNumbers.Length,
            FrameNumbers.Stride,
            StageNumber.Count("fftSize", 0, 0, FrameNumbers.MaxLength),
            new StageNumber("logOffset", 1e-6) { MustBePositive = true },
        ],
        Create)
    {
        Options = [new StageOption("window", WindowFunction.Names), new StageOption("scale", "magnitude", "power", "decibel")],
    };

    public Shape Input { get; }

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var (from, to) = (0, 0); to < output.Length; from += _stride)
        {
            for (var i = 0; i < _window.Length; i++)
            {
                _spectrum[i] = input[from + i] * _window[i];
            }

            _spectrum.AsSpan(_window.Length).Clear();
            _fft.Transform(_spectrum);
            for (var k = 0; k <= _spectrum.Length / 2; k++)
            {
                var power = (_spectrum[k].Real * _spectrum[k].Real) + (_spectrum[k].Imaginary * _spectrum[k].Imaginary);
                output[to++] = (float)(_scale switch
                {
                    "magnitude" => Math.Sqrt(power),
                    "power" => power,
                    _ => DecibelsPerNeper * PortableMath.Log(power + _logOffset),
                });
            }
        }
    }

    private static SpectrumStage Create(StageParameters parameters)
    {
        var length = parameters.Count("frameLength");
        var fftSize = FrameNumbers.FftSize(parameters);
        var frames = parameters.Rows((fftSize / 2) + 1, "frequencies");
        return new SpectrumStage(parameters, fftSize, FrameNumbers.Samples(frames, length, parameters.Count("frameStride")));
    }
}
