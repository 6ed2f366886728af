using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>One operator as its importer sees it.</summary>
/// <param name="source">The NodeProto.</param>
/// <param name="opset">Version of the operator set of its domain.</param>
/// <param name="inputs">Values; null for an optional operand left out.</param>
public sealed class OnnxNode(OnnxOperator source, int opset, IReadOnlyList<Value?> inputs)
{
    private const string Incomplete = "export the model again; the file is incomplete";

    public OnnxOperator Source => source;

    public string OpType => source.OpType;

    public int Opset => opset;

    /// <summary>The first output's name, which is unique, unlike the node's.</summary>
    public string Name { get; } = source.Outputs.FirstOrDefault(o => o.Length > 0) ?? (source.Name.Length > 0 ? source.Name : $"{source.OpType} {source.Index}");

    public IReadOnlyList<Value?> Inputs => inputs;

    public int OutputCount => source.Outputs.Count;

    /// <summary>Whether anyone could read output <paramref name="index"/>.</summary>
    public bool HasOutput(int index) => index < source.Outputs.Count && source.Outputs[index].Length > 0;

    public Value? Input(int index) => index < inputs.Count ? inputs[index] : null;

    /// <summary>A required operand.</summary>
    public Value Require(int index, string role) => Input(index) ?? throw new UnsupportedException($"has no {role} (input {index})", Incomplete);

    public bool Has(string attribute) => source.Attributes.ContainsKey(attribute);

    public long Int(string attribute, long defaultValue = 0) => Find(attribute)?.Int ?? defaultValue;

    /// <summary>An integer attribute that fits in 32 bits.</summary>
    public int Int32(string attribute, int defaultValue = 0) => checked((int)Int(attribute, defaultValue));

    public bool Flag(string attribute, bool defaultValue = false) => Int(attribute, defaultValue ? 1 : 0) != 0;

    public float Float(string attribute, float defaultValue = 0) => Find(attribute)?.Float ?? defaultValue;

    public string Text(string attribute, string defaultValue = "") => Find(attribute)?.Text ?? defaultValue;

    /// <summary>Null when the attribute is left out.</summary>
    public int[]? Ints(string attribute) => Find(attribute) is { } found ? Array.ConvertAll(found.Ints, v => checked((int)v)) : null;

    public float[]? Floats(string attribute) => Find(attribute)?.Floats;

    public string[]? Texts(string attribute) => Find(attribute)?.Texts;

    public OnnxTensor? Tensor(string attribute) => Find(attribute)?.Tensor;

    public OnnxGraph? Graph(string attribute) => Find(attribute)?.Graph;

    public OnnxAttribute? Find(string attribute) => source.Attributes.GetValueOrDefault(attribute);

    /// <summary>An operand that must be known at import because shapes depend on it.</summary>
    public int[] ConstantInts(int index, string role) => Array.ConvertAll(ConstantLongs(index, role), v => checked((int)v));

    /// <inheritdoc cref="ConstantInts"/>
    public long[] ConstantLongs(int index, string role) => Require(index, role) switch
    {
        { IsConstant: true, Type: ElementType.Int64 } value => value.ConstantAs<long>().ToArray(),
        { IsConstant: true, Type: ElementType.Int32 } value => Array.ConvertAll(value.ConstantAs<int>().ToArray(), v => (long)v),
        { IsConstant: true, Type: ElementType.Bool or ElementType.UInt8 } value => Array.ConvertAll(value.Constant!, v => (long)v),
        var value => throw NotConstant(value, role),
    };

    /// <summary>A float32 operand that must be known at import.</summary>
    public float[] ConstantFloats(int index, string role) => Require(index, role) switch
    {
        { IsConstant: true, Type: ElementType.Float32 } value => value.ConstantAs<float>().ToArray(),
        var value => throw NotConstant(value, role),
    };

    /// <summary>Integers given by an attribute in old operator sets, by an input since; null when by neither.</summary>
    public int[]? IntsOfAttributeOrInput(string attribute, int input) =>
        Input(input) is null ? Ints(attribute) : ConstantInts(input, attribute);

    /// <summary>A possibly negative axis of a tensor of <paramref name="rank"/> dimensions.</summary>
    public static int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new UnsupportedException($"names axis {axis} of a tensor of rank {rank}", "export the model again; the axis does not exist");

    private static UnsupportedException NotConstant(Value value, string role) => new(
        $"computes its {role} ('{value.Name}') at run time", "make it a constant when exporting, so that shapes are known (fixed input sizes help)");
}
