using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>
/// Runs one model. Loading proves, binds and allocates everything; <see cref="Run"/> then neither allocates nor throws.
/// One inference at a time; not thread-safe.
/// </summary>
/// <remarks>
/// Input memory is part of the arena and later steps may reuse it: write every input before every <see cref="Run"/>.
/// Outputs stay valid until the next run.
/// </remarks>
public sealed unsafe class Interpreter : IDisposable
{
    private Interpreter(ModelFile model) => Model = model;

    /// <exception cref="ModelFormatException">The file is refused.</exception>
    public static Interpreter Load(string path, InterpreterOptions? options = null) => Load(ModelFile.Open(path), options);

    /// <summary>Takes ownership of <paramref name="model"/>: it is disposed with the interpreter, or at once when loading fails.</summary>
    public static Interpreter Load(ModelFile model, InterpreterOptions? options = null) =>
        throw new InvalidOperationException("written by the inference work");

    public ModelFile Model { get; }

    public int InputCount => Model.Inputs.Length;

    public int OutputCount => Model.Outputs.Length;

    /// <summary>Elements of input <paramref name="index"/>, row-major NHWC.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the input's element type.</exception>
    public Span<T> Input<T>(int index) where T : unmanaged => default;

    public ReadOnlySpan<T> Output<T>(int index) where T : unmanaged => default;

    public Span<byte> InputBytes(int index) => default;

    public ReadOnlySpan<byte> OutputBytes(int index) => default;

    public OperandInfo InputInfo(int index) => Model.InfoOf(Model.Inputs[index]);

    public OperandInfo OutputInfo(int index) => Model.InfoOf(Model.Outputs[index]);

    /// <summary>One inference.</summary>
    public void Run()
    {
    }

    /// <summary>Variables return to their first values.</summary>
    public void Reset()
    {
    }

    public int StepCount => Model.Steps.Length;

    /// <summary>Runs one step by itself, for comparing and timing; <see cref="Run"/> is steps 0 to <see cref="StepCount"/> - 1 in order.</summary>
    public void RunStep(int step)
    {
    }

    /// <summary>Bytes of a tensor; of one in the arena only right after a step that holds it.</summary>
    public ReadOnlySpan<byte> TensorBytes(int tensor) => default;

    /// <summary>Variant that a step was bound to.</summary>
    public KernelVariant VariantOf(int step) => throw new InvalidOperationException();

    public void Dispose()
    {
    }
}
