namespace EdgeTool.Compiler.Tflite;

/// <summary>A TFLite file after the border: every index proved, every buffer's length known. Filled by the reader.</summary>
public sealed class TfliteModel
{
    public required IReadOnlyList<TfliteSubgraph> Subgraphs { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Length of the file; what is expanded from it is kept in proportion.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Metadata buffers by name.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();
}

public sealed class TfliteSubgraph
{
    public required string Name { get; init; }

    public required IReadOnlyList<TfliteTensor> Tensors { get; init; }

    public required IReadOnlyList<int> Inputs { get; init; }

    public required IReadOnlyList<int> Outputs { get; init; }

    public required IReadOnlyList<TfliteOperator> Operators { get; init; }
}

/// <summary>One tensor; field names as in the published schema.</summary>
public sealed class TfliteTensor
{
    public required int Index { get; init; }

    public required string Name { get; init; }

    public required TfliteType Type { get; init; }

    public required int[] Shape { get; init; }

    /// <summary>-1 marks a dimension unknown when the model was made; empty when all are known.</summary>
    public int[] ShapeSignature { get; init; } = [];

    /// <summary>The constant's bytes; empty when the tensor is computed.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    public bool IsVariable { get; init; }

    public float[] Scales { get; init; } = [];

    public long[] ZeroPoints { get; init; } = [];

    public int QuantizedDimension { get; init; }

    /// <summary>Uses the schema's sparsity encoding.</summary>
    public bool IsSparse { get; init; }

    public bool IsConstant => !Data.IsEmpty;
}

/// <summary>TensorType of the published schema.</summary>
public enum TfliteType
{
    Float32 = 0, Float16 = 1, Int32 = 2, UInt8 = 3, Int64 = 4, String = 5, Bool = 6, Int16 = 7, Complex64 = 8, Int8 = 9, Float64 = 10,
    Complex128 = 11, UInt64 = 12, Resource = 13, Variant = 14, UInt32 = 15, UInt16 = 16, Int4 = 17, BFloat16 = 18,
}

public sealed class TfliteOperator
{
    public required int Index { get; init; }

    /// <summary>BuiltinOperator number; 32 (CUSTOM) when <see cref="CustomCode"/> is given.</summary>
    public required int BuiltinCode { get; init; }

    public string CustomCode { get; init; } = "";

    public int Version { get; init; } = 1;

    /// <summary>Tensor indices; -1 for an optional operand left out.</summary>
    public required int[] Inputs { get; init; }

    public required int[] Outputs { get; init; }

    public required ITfliteOptions Options { get; init; }

    public ReadOnlyMemory<byte> CustomOptions { get; init; }
}

/// <summary>An operator's builtin-options table, read by the field numbers of the published schema (0 is the first field).</summary>
public interface ITfliteOptions
{
    /// <summary>Number of the table in the BuiltinOptions union; 0 when the operator has none.</summary>
    int UnionType { get; }

    int Int32(int field, int defaultValue = 0);

    /// <summary>A byte-sized field: enums such as Padding and ActivationFunctionType.</summary>
    int Byte(int field, int defaultValue = 0);

    bool Bool(int field, bool defaultValue = false);

    float Float(int field, float defaultValue = 0);

    string Text(int field);

    int[] Int32Vector(int field);
}
