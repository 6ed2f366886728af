using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// Turns a window of raw samples into the bytes of a model's input: the contract's stages in order, then the input's own quantization.
/// The board, calibration and evaluation all run this code, so their tensors are the same bytes. Shapes are found from the end: the last
/// stage makes the model's input, the one before it what that takes, down to the raw window. Allocates nothing after
/// <see cref="Create(IEnumerable{PreprocessStage}, OperandInfo)"/>; not thread-safe. The first stages may work on the stream instead of the
/// window: a board runs <see cref="Stream"/> as samples come and <see cref="FillWindow"/> on windows of what it gives.
/// </summary>
public sealed class Preprocessor
{
    /// <summary>Most elements between two stages, raw samples included.</summary>
    public const int MaxElements = 1 << 24;

    private const int MaxStages = 32;

    private readonly IPreprocessStage[] _stages;
    private readonly int[] _outputCounts; // elements that each stage makes
    private readonly OperandInfo _input;
    private readonly float[] _even; // what stages 0, 2, ... make
    private readonly float[] _odd;

    private readonly int _streamStages;

    private Preprocessor(IPreprocessStage[] stages, int streamStages, string streamDescription, OperandInfo input)
    {
        (_stages, _streamStages, _input) = (stages, streamStages, input);
        RawShape = stages.Length == 0 ? input.Shape : stages[0].Input;
        ElementCount = RawShape.ElementCount;
        WindowElementCount = streamStages < stages.Length ? stages[streamStages].Input.ElementCount : input.Shape.ElementCount;
        Stream = streamStages == 0 ? null
            : new SampleStream([.. stages.Take(streamStages).Cast<StreamInWindow>().Select(s => s.Stage)], streamDescription);
        _outputCounts = [.. stages.Skip(1).Select(s => s.Input.ElementCount), input.Shape.ElementCount];
        _even = new float[_outputCounts.Where((_, i) => i % 2 == 0).Max()];
        _odd = new float[_outputCounts.Where((_, i) => i % 2 == 1).DefaultIfEmpty().Max()];
    }

    /// <summary>Shape of one raw window: the model's input where no stage changes it.</summary>
    public Shape RawShape { get; }

    /// <summary>Samples of one raw window, all channels counted: what <see cref="Fill"/> takes.</summary>
    public int ElementCount { get; }

    /// <summary>What <see cref="FillWindow"/> takes: <see cref="ElementCount"/> where no stage works on the stream.</summary>
    public int WindowElementCount { get; }

    /// <summary>The stages that work on the stream; null without any.</summary>
    public SampleStream? Stream { get; }

    public static Preprocessor Create(ModelContract contract, OperandInfo input) => Create(contract.Preprocess, input);

    /// <param name="stages">In order. A number with one value per channel repeats along the window's innermost axis.</param>
    /// <param name="input">The model's input: float32, or int8, uint8 or int16 quantized per tensor, or int32 as it is.</param>
    /// <exception cref="ContractException">A stage is unknown or its parameters are wrong, or samples cannot become the input's type.</exception>
    public static Preprocessor Create(IEnumerable<PreprocessStage> stages, OperandInfo input)
    {
        if (!InputQuantizer.CanWrite(input))
        {
            throw new ContractException(
                $"samples cannot become {input}; expected float32, int32, or int8, uint8 or int16 with one scale");
        }

        var described = stages.ToArray();
        if (described.Length > MaxStages)
        {
            throw new ContractException($"preprocess has {described.Length} stages; expected {MaxStages} at most");
        }

        var made = new IPreprocessStage[described.Length];
        var shape = input.Shape;
        for (var i = made.Length - 1; i >= 0; i--)
        {
            try
            {
                made[i] = PreprocessStages.Create(described[i], shape);
                shape = made[i].Input;
                if (!shape.IsWithinLimits(out var elements) || elements is < 1 or > MaxElements)
                {
                    throw new ContractException($"it takes {shape}; expected {MaxElements} elements at most.");
                }
            }
            catch (ContractException e)
            {
                throw new ContractException($"preprocess[{i}] '{described[i].Kind}': {e.Message}");
            }
        }

        var streamStages = made.TakeWhile(IsOverStream).Count();
        var behind = Array.FindLastIndex(made, IsOverStream);
        return behind < streamStages
            ? new Preprocessor(made, streamStages, PreprocessSection.Text(described[..streamStages]), input)
            : throw new ContractException(
                $"preprocess[{behind}] '{described[behind].Kind}': 'over' is 'stream', but preprocess[{streamStages}] '{described[streamStages].Kind}' before it works on windows; move it to the front or leave 'over' out");
    }

    /// <summary>Writes one window as the model's input.</summary>
    /// <param name="samples">(samples, channels) interleaved, or (height, width, channels): <see cref="ElementCount"/> in all.</param>
    /// <param name="input">The input tensor's bytes.</param>
    public void Fill(ReadOnlySpan<float> samples, Span<byte> input)
    {
        Require(samples.Length, ElementCount);
        RunStages(0, samples, input);
    }

    /// <summary>The same for a window of what <see cref="Stream"/> gives.</summary>
    /// <param name="window"><see cref="WindowElementCount"/> in all.</param>
    /// <param name="input">The input tensor's bytes.</param>
    public void FillWindow(ReadOnlySpan<float> window, Span<byte> input)
    {
        Require(window.Length, WindowElementCount);
        RunStages(_streamStages, window, input);
    }

    private static bool IsOverStream(IPreprocessStage stage) => stage is StreamInWindow { KeepsState: true };

    private static void Require(int found, int expected)
    {
        if (found != expected)
        {
            throw new ArgumentException($"A window has {expected} elements, not {found}.");
        }
    }

    private void RunStages(int firstStage, ReadOnlySpan<float> samples, Span<byte> input)
    {
        var current = samples;
        for (var i = firstStage; i < _stages.Length; i++)
        {
            var output = (i % 2 == 0 ? _even : _odd).AsSpan(0, _outputCounts[i]);
            _stages[i].Apply(current, output);
            current = output;
        }

        InputQuantizer.Write(current, _input, input);
    }
}
