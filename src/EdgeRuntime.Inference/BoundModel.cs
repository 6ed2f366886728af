using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>
/// A proved file bound to memory: one allocation holds the arena, the scratch of several workers, and everything kernels read while running.
/// </summary>
/// <remarks>
/// <code>
/// | arena (tensors, variables, scratch of a single worker) | scratch of several workers | steps | operands | scratch pointers | prepared blocks | repacked weights |
/// </code>
/// </remarks>
internal sealed unsafe class BoundModel : IDisposable
{
    private readonly ModelFile _model;
    private readonly StepBinding[] _bindings;
    private readonly TensorPlaces _places;
    private readonly RepackedWeights _repacked;
    private readonly NativeBlock _block;

    /// <exception cref="ModelFormatException">No kernel covers a step, or the machine lacks the memory.</exception>
    public BoundModel(ModelFile model, InterpreterOptions options)
    {
        _model = model;
        _bindings = new StepBinding[model.Steps.Length];
        byte[] room = [];
        for (var s = 0; s < _bindings.Length; s++)
        {
            _bindings[s] = StepBinding.Of(model, s, options.Features, ref room);
        }

        var layout = new NativeLayout();
        _places = new TensorPlaces(model, options.Threads, layout);
        var scratchBytes = NativeLayout.AlignUp(LargestScratch());
        var scratchOffset = layout.Reserve(options.Threads > 1 ? options.Threads : 0, scratchBytes);
        var stepsOffset = layout.Reserve(_bindings.Length, sizeof(BoundStep));
        var operandsOffset = layout.Reserve(CountOperands(), sizeof(Operand));
        var pointersOffset = layout.Reserve((long)_bindings.Length * options.Threads, sizeof(byte*));
        var preparedOffsets = Array.ConvertAll(_bindings, b => layout.Reserve(b.Kernel.PreparedBytes));
        _repacked = new RepackedWeights(model);
        for (var s = 0; s < _bindings.Length; s++)
        {
            _repacked.Reserve(s, _bindings[s].Kernel.Weights, layout);
        }

        _block = Allocate(layout.SizeBytes);
        _repacked.Write(_block.Data);
        Steps = (BoundStep*)(_block.Data + stepsOffset);
        var operands = (Operand*)(_block.Data + operandsOffset);
        var scratch = (byte**)(_block.Data + pointersOffset);
        for (var s = 0; s < _bindings.Length; s++)
        {
            var kernel = _bindings[s].Kernel;
            var inputs = model.InputsOf(s);
            var outputs = model.OutputsOf(s);
            fixed (byte* record = model.RecordOf(s))
            {
                // The record lies in the file's own memory, which never moves.
                Steps[s].Context.Record = record;
            }

            Steps[s].Run = kernel.Run;
            Steps[s].Units = Math.Max(1, kernel.Units);
            Steps[s].SharedFrom = StepCost.SharedFrom(_bindings[s].Nanoseconds, Steps[s].Units, options.Threads);
            ref var context = ref Steps[s].Context;
            context.Inputs = operands;
            context.InputCount = inputs.Length;
            context.Outputs = operands + inputs.Length;
            context.OutputCount = outputs.Length;
            context.Prepared = kernel.PreparedBytes > 0 ? _block.Data + preparedOffsets[s] : null;
            context.Scratch = scratch;
            operands = BindOperands(BindOperands(operands, inputs, kernel.Weights), outputs, default);
            for (var worker = 0; worker < options.Threads; worker++)
            {
                *scratch++ = _block.Data + (options.Threads > 1 ? scratchOffset + (worker * scratchBytes) : model.Steps[s].ScratchOffset);
            }
        }

        if (options.Threads > 1)
        {
            StepOrder.Write(Steps, Array.ConvertAll(_bindings, b => b.Kernel.Unit), Variables(), options.Threads);
        }

        Reset();
        for (var s = 0; s < _bindings.Length; s++)
        {
            if (_bindings[s].Kernel.Prepare != null)
            {
                _bindings[s].Kernel.Prepare(&Steps[s].Context);
            }
        }
    }

    /// <summary>The steps in execution order; null after disposal.</summary>
    public BoundStep* Steps { get; private set; }

    public KernelVariant VariantOf(int step) => _bindings[step].Variant;

    /// <summary>Bytes of the weights that were repacked because the chosen kernels want them in another order than the file's.</summary>
    public long RepackedBytes => _repacked.SizeBytes;

    /// <summary>Where a tensor's bytes are; of a constant, in the order of the file.</summary>
    public byte* DataOf(int tensor) => _model.Tensors[tensor].Kind == TensorKind.Constant
        ? _model.ConstantData(tensor)
        : _block.Data + _places.OffsetOf(tensor);

    /// <summary>Variables return to their first values.</summary>
    public void Reset()
    {
        var tensors = _model.Tensors;
        for (var t = 0; t < tensors.Length; t++)
        {
            if (tensors[t].Kind != TensorKind.Variable)
            {
                continue;
            }

            var variable = new Span<byte>(DataOf(t), (int)tensors[t].ByteLength);
            if (tensors[t].InitialValue < 0)
            {
                variable.Clear();
            }
            else
            {
                new ReadOnlySpan<byte>(_model.ConstantData(tensors[t].InitialValue), variable.Length).CopyTo(variable);
            }
        }
    }

    public void Dispose()
    {
        Steps = null;
        _block.Dispose();
    }

    private Operand* BindOperands(Operand* target, ReadOnlySpan<int> tensors, WeightBlocks weights)
    {
        for (var i = 0; i < tensors.Length; i++)
        {
            var tensor = tensors[i];
            var info = _model.InfoOf(tensor);
            if (!info.IsAbsent)
            {
                *target = new Operand
                {
                    Data = info.Kind == TensorKind.Constant ? _repacked.DataOf(tensor, i, weights, _block.Data) : DataOf(tensor),
                    Shape = info.Shape,
                    Type = info.Type,
                    Scale = info.Scale,
                    ZeroPoint = info.ZeroPoint,
                    ChannelScales = info.IsPerChannel ? _model.ScalesOf(tensor) : null,
                    ElementCount = info.Shape.ElementCount,
                    ByteLength = info.ByteLength,
                };
            }

            target++;
        }

        return target;
    }

    private HashSet<nint> Variables()
    {
        var addresses = new HashSet<nint>();
        for (var t = 0; t < _model.Tensors.Length; t++)
        {
            if (_model.Tensors[t].Kind == TensorKind.Variable)
            {
                addresses.Add((nint)DataOf(t));
            }
        }

        return addresses;
    }

    private long LargestScratch()
    {
        var largest = 0L;
        foreach (ref readonly var step in _model.Steps)
        {
            largest = Math.Max(largest, step.ScratchBytes);
        }

        return largest;
    }

    private long CountOperands()
    {
        var count = 0L;
        foreach (ref readonly var step in _model.Steps)
        {
            count += step.InputCount + step.OutputCount;
        }

        return count;
    }

    private static NativeBlock Allocate(long sizeBytes)
    {
        try
        {
            return new NativeBlock(sizeBytes);
        }
        catch (OutOfMemoryException)
        {
            throw new ModelFormatException(
                FaultKind.ArenaSize, 0, "memory of the whole model", "what this machine can give", $"{sizeBytes} bytes");
        }
    }
}
