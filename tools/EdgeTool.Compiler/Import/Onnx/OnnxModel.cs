namespace EdgeTool.Compiler.Onnx;

/// <summary>A decoded ONNX model: proved to be well-formed protobuf whose tensors hold as many elements as their shapes say.</summary>
public sealed class OnnxModel
{
    /// <summary>Operator set version of each domain; the standard domain is "".</summary>
    public required IReadOnlyDictionary<string, int> Opsets { get; init; }

    public required OnnxGraph Graph { get; init; }

    public required long SizeBytes { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Folder of the file, for weights stored outside it; empty when the model came from memory.</summary>
    public string Folder { get; init; } = "";
}

/// <summary>GraphProto: the model's own graph, or the body of a control flow operator.</summary>
public sealed class OnnxGraph
{
    public required IReadOnlyList<OnnxOperator> Operators { get; init; }

    public required IReadOnlyList<OnnxTensor> Initializers { get; init; }

    public required IReadOnlyList<OnnxValueInfo> Inputs { get; init; }

    public required IReadOnlyList<OnnxValueInfo> Outputs { get; init; }

    /// <summary>Whether any initializer is stored sparse.</summary>
    public bool HasSparseInitializers { get; init; }
}

/// <summary>NodeProto. Empty names stand for operands left out.</summary>
public sealed record OnnxOperator(
    int Index,
    string Name,
    string Domain,
    string OpType,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, OnnxAttribute> Attributes);

/// <summary>AttributeProto: only the member that <see cref="Type"/> names has a meaning.</summary>
public sealed class OnnxAttribute
{
    public string Name { get; set; } = "";

    /// <summary>AttributeType: 1 float, 2 int, 3 string, 4 tensor, 5 graph, 6 floats, 7 ints, 8 strings.</summary>
    public int Type { get; set; }

    public float Float { get; set; }

    public long Int { get; set; }

    public string Text { get; set; } = "";

    public OnnxTensor? Tensor { get; set; }

    public OnnxGraph? Graph { get; set; }

    public float[] Floats { get; set; } = [];

    public long[] Ints { get; set; } = [];

    public string[] Texts { get; set; } = [];
}

/// <summary>ValueInfoProto of a tensor.</summary>
/// <param name="Name">Name of the value.</param>
/// <param name="Type">Element type; undefined for sequences, maps and optionals.</param>
/// <param name="Shape">Null when the file states none.</param>
public sealed record OnnxValueInfo(string Name, OnnxType Type, IReadOnlyList<OnnxDimension>? Shape);

/// <summary>One dimension of a declared shape: a number, a name, or neither (-1).</summary>
public sealed record OnnxDimension(long Size, string Symbol);
