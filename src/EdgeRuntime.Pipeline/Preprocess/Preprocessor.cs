using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// Turns a window of raw samples into the bytes of a model's input: the contract's stages in order, then the input's own quantization.
/// The board, calibration and evaluation all run this code, so their tensors are the same bytes. Allocates nothing after
/// <see cref="Create(IEnumerable{PreprocessStage}, OperandInfo)"/>; not thread-safe.
/// </summary>
public sealed class Preprocessor
{
    private readonly IPreprocessStage[] _stages;
    private readonly OperandInfo _input;
    private readonly float[] _window;

    private Preprocessor(IPreprocessStage[] stages, OperandInfo input) =>
        (_stages, _input, _window) = (stages, input, new float[input.Shape.ElementCount]);

    /// <summary>Samples of one window, all channels counted: what <see cref="Fill"/> takes.</summary>
    public int ElementCount => _window.Length;

    public static Preprocessor Create(ModelContract contract, OperandInfo input) => Create(contract.Preprocess, input);

    /// <param name="stages">In order. A number with one value per channel repeats along the window's innermost axis.</param>
    /// <param name="input">The model's input: float32, or int8, uint8 or int16 quantized per tensor, or int32 as it is.</param>
    /// <exception cref="ContractException">A stage is unknown or its numbers are wrong, or samples cannot become the input's type.</exception>
    public static Preprocessor Create(IEnumerable<PreprocessStage> stages, OperandInfo input)
    {
        if (!InputQuantizer.CanWrite(input))
        {
            throw new ContractException(
                $"samples cannot become {input}; expected float32, int32, or int8, uint8 or int16 with one scale");
        }

        var elements = input.Shape.ElementCount;
        var made = new List<IPreprocessStage>();
        foreach (var stage in stages)
        {
            try
            {
                made.Add(PreprocessStages.Create(stage, elements));
            }
            catch (ContractException e)
            {
                throw new ContractException($"preprocess[{made.Count}] '{stage.Kind}': {e.Message}");
            }
        }

        return new Preprocessor([.. made], input);
    }

    /// <summary>Writes one window as the model's input.</summary>
    /// <param name="samples">(samples, channels) interleaved, <see cref="ElementCount"/> in all.</param>
    /// <param name="input">The input tensor's bytes.</param>
    public void Fill(ReadOnlySpan<float> samples, Span<byte> input)
    {
        if (samples.Length != _window.Length)
        {
            throw new ArgumentException($"A window has {_window.Length} elements, not {samples.Length}.", nameof(samples));
        }

        samples.CopyTo(_window);
        foreach (var stage in _stages)
        {
            stage.Apply(_window);
        }

        InputQuantizer.Write(_window, _input, input);
    }
}
