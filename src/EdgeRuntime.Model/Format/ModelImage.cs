namespace EdgeRuntime.Model;

/// <summary>A model about to be written: what <see cref="ModelWriter"/> turns into bytes. Indices refer to <see cref="Tensors"/>.</summary>
public sealed class ModelImage
{
    public required IReadOnlyList<ImageTensor> Tensors { get; init; }

    public required IReadOnlyList<ImageStep> Steps { get; init; }

    public required IReadOnlyList<int> Inputs { get; init; }

    public required IReadOnlyList<int> Outputs { get; init; }

    public required long ArenaBytes { get; init; }

    public required ModelContract Contract { get; init; }

    /// <summary>Each case: the bytes of every input, then of every output, in interface order; run in order from the reset state.</summary>
    public IReadOnlyList<SelfTestCase> SelfTest { get; init; } = [];
}

/// <summary>One tensor of an image.</summary>
public sealed class ImageTensor
{
    public required string Name { get; init; }

    public required OperandInfo Info { get; init; }

    /// <summary>Constants: the tensor's bytes, row-major.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Constants: the order in which int8 weights are written, unless they fit a packed storage.</summary>
    public WeightBlocks Blocks { get; init; }

    /// <summary>Arena and variables: offset in the arena, a multiple of 64.</summary>
    public long ArenaOffset { get; init; }

    public int FirstStep { get; init; }

    public int LastStep { get; init; }

    /// <summary>Variables: index of the constant that holds the first value; -1 for zeros.</summary>
    public int InitialValue { get; init; } = -1;
}

/// <summary>One step of an image.</summary>
public sealed class ImageStep
{
    public required OpCode OpCode { get; init; }

    public required string Name { get; init; }

    public required ReadOnlyMemory<byte> Record { get; init; }

    /// <summary>Tensor indices; -1 for an optional operand left out.</summary>
    public required IReadOnlyList<int> Inputs { get; init; }

    public required IReadOnlyList<int> Outputs { get; init; }

    public int SourceIndex { get; init; } = -1;

    public long ScratchOffset { get; init; }

    public long ScratchBytes { get; init; }
}

/// <summary>Exact input and output bytes of one inference.</summary>
public sealed record SelfTestCase(IReadOnlyList<byte[]> Inputs, IReadOnlyList<byte[]> Outputs);
