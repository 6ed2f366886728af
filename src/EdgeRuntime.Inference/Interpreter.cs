using System.Diagnostics;
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
    /// <summary>Most threads that one interpreter may have.</summary>
    public const int MaxThreads = 64;

    private readonly BoundModel _bound;
    private readonly WorkerTeam? _team;
    private readonly SharingRace? _race;
    private readonly int _stepCount;

    private Interpreter(ModelFile model, InterpreterOptions options)
    {
        Model = model;
        _bound = new BoundModel(model, options);
        _stepCount = model.Steps.Length;
        if (options.Threads > 1)
        {
            _team = new WorkerTeam(_bound.Steps, options.Threads, options.PinThreads);
            _race = new SharingRace(LastPlan(_bound.Steps, _stepCount));
        }

        Threads = options.Threads;
    }

    /// <exception cref="ModelFormatException">The file is refused.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Interpreter Load(string path, InterpreterOptions? options = null) => Load(ModelFile.Open(path), options);

    /// <summary>Loads a model to be computed by <paramref name="threads"/> threads, the caller's included; 1..64.</summary>
    /// <exception cref="ModelFormatException">The file is refused.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Interpreter Load(string path, int threads) => Load(path, new InterpreterOptions { Threads = threads });

    /// <summary>Takes ownership of <paramref name="model"/>: it is disposed with the interpreter, or at once when loading fails.</summary>
    /// <exception cref="ModelFormatException">This build has no kernel for a step, or the machine lacks the memory.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is not in 1..64.</exception>
    public static Interpreter Load(ModelFile model, InterpreterOptions? options = null)
    {
        options ??= new InterpreterOptions();
        try
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Threads, MaxThreads);
            return new Interpreter(model, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public ModelFile Model { get; }

    /// <summary>Threads that compute one inference, the caller's included.</summary>
    public int Threads { get; }

    public int InputCount => Model.Inputs.Length;

    public int OutputCount => Model.Outputs.Length;

    /// <summary>Elements of input <paramref name="index"/>, row-major NHWC.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the input's element type.</exception>
    public Span<T> Input<T>(int index) where T : unmanaged => Elements<T>(Model.Inputs[index], "Input", index);

    /// <summary>Elements of output <paramref name="index"/>, row-major NHWC; those of the last <see cref="Run"/>.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the output's element type.</exception>
    public ReadOnlySpan<T> Output<T>(int index) where T : unmanaged => Elements<T>(Model.Outputs[index], "Output", index);

    public Span<byte> InputBytes(int index) => Bytes(Model.Inputs[index]);

    public ReadOnlySpan<byte> OutputBytes(int index) => Bytes(Model.Outputs[index]);

    public OperandInfo InputInfo(int index) => Model.InfoOf(Model.Inputs[index]);

    public OperandInfo OutputInfo(int index) => Model.InfoOf(Model.Outputs[index]);

    /// <summary>One inference.</summary>
    /// <exception cref="ObjectDisposedException">The interpreter was disposed.</exception>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_bound.Steps == null, this);
        var begin = _race is { IsTiming: true } ? Stopwatch.GetTimestamp() : 0;
        RunSteps(0, _stepCount, _race?.Plan ?? 0);
        _race?.Count(_race.IsTiming ? Stopwatch.GetTimestamp() - begin : 0);
    }

    /// <summary>Variables return to their first values.</summary>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_bound.Steps == null, this);
        _bound.Reset();
    }

    public int StepCount => _stepCount;

    /// <summary>Runs one step by itself, for comparing and timing; <see cref="Run"/> is steps 0 to <see cref="StepCount"/> - 1 in order.</summary>
    public void RunStep(int step)
    {
        ObjectDisposedException.ThrowIf(_bound.Steps == null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)step, (uint)_stepCount, nameof(step));
        RunSteps(step, step + 1, _bound.Steps[step].SharedFrom <= (_race?.Plan ?? 0) ? _race!.Plan : 0);
    }

    /// <summary>Bytes of a tensor, row-major; of one in the arena only right after a step that holds it.</summary>
    public ReadOnlySpan<byte> TensorBytes(int tensor) => Model.Tensors[tensor].Blocks.IsRowMajor ? Bytes(tensor) : Model.ConstantBytes(tensor);

    /// <summary>Bytes of the weights that the file keeps in another order than this machine's kernels read, and that loading repacked.</summary>
    public long RepackedBytes => _bound.RepackedBytes;

    /// <summary>Gives a tensor of the arena its bytes, to run from a later step on with what earlier steps would have written.</summary>
    /// <exception cref="ArgumentException">A constant, or another number of bytes.</exception>
    public void WriteTensor(int tensor, ReadOnlySpan<byte> bytes)
    {
        var info = Model.InfoOf(tensor);
        if (info.Kind == TensorKind.Constant || bytes.Length != info.ByteLength)
        {
            throw new ArgumentException($"Tensor {tensor} takes {info.ByteLength} bytes and is {info.Kind}; given {bytes.Length}.", nameof(bytes));
        }

        bytes.CopyTo(Bytes(tensor));
    }

    /// <summary>Variant that a step was bound to.</summary>
    public KernelVariant VariantOf(int step) => _bound.VariantOf(step);

    public void Dispose()
    {
        _team?.Dispose();
        _bound.Dispose();
        Model.Dispose();
    }

    /// <summary>Steps in order; under plan 0, which shares none, the team does not hear of them.</summary>
    private void RunSteps(int first, int end, int plan)
    {
        if (plan > 0)
        {
            _team!.Run(first, end, plan);
            return;
        }

        for (var step = _bound.Steps + first; step < _bound.Steps + end; step++)
        {
            step->Run(&step->Context, 0, step->Units, 0);
        }
    }

    /// <summary>The plan that shares most; 0 for a model whose steps are all too short.</summary>
    private static int LastPlan(BoundStep* steps, int count)
    {
        var last = 0;
        for (var s = 0; s < count; s++)
        {
            last = steps[s].SharedFrom == StepCost.NeverShared ? last : Math.Max(last, steps[s].SharedFrom);
        }

        return last;
    }

    private Span<byte> Bytes(int tensor)
    {
        ObjectDisposedException.ThrowIf(_bound.Steps == null, this);
        return new Span<byte>(_bound.DataOf(tensor), (int)Model.Tensors[tensor].ByteLength);
    }

    private Span<T> Elements<T>(int tensor, string role, int index) where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_bound.Steps == null, this);
        var type = Model.Tensors[tensor].Type;
        return ElementTypes.Of<T>() == type
            ? new Span<T>(_bound.DataOf(tensor), (int)(Model.Tensors[tensor].ByteLength / sizeof(T)))
            : throw new InvalidOperationException($"{role} {index} holds {type} elements; {typeof(T).Name} was asked for.");
    }
}
