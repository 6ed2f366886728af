using System.Runtime.InteropServices;
using EdgeTool.Compiler.Tflite;
using Google.FlatBuffers;

namespace TestKit;

/// <summary>One subgraph of a <see cref="TfliteBuilder"/>: tensors and operators in the order they are added.</summary>
public sealed class TfliteSubgraphBuilder
{
    private readonly TfliteBuilder _file;
    private readonly string _name;
    private readonly List<Func<FlatBufferBuilder, int>> _tensors = [];
    private readonly List<Func<FlatBufferBuilder, int>> _operators = [];

    internal TfliteSubgraphBuilder(TfliteBuilder file, string name, int index) => (_file, _name, Index) = (file, name, index);

    public int Index { get; }

    public List<int> Inputs { get; } = [];

    public List<int> Outputs { get; } = [];

    /// <summary>A tensor that is computed, or given as an input when it is added to <see cref="Inputs"/>.</summary>
    /// <returns>Its index.</returns>
    public int Tensor(
        string name, TfliteType type, int[] shape, float[]? scales = null, long[]? zeroPoints = null, int axis = 0,
        byte[]? data = null, bool isVariable = false, int[]? signature = null)
    {
        var buffer = 0;
        if (data is not null)
        {
            buffer = _file.Buffers.Count;
            _file.Buffers.Add(data);
        }

        _tensors.Add(b =>
        {
            var quantization = scales is null && zeroPoints is null ? null : (object)FlatWriting.Offset(FlatWriting.Table(
                b, 7, (2, scales is null ? null : FlatWriting.Vector(b, scales)), (3, zeroPoints is null ? null : FlatWriting.Vector(b, zeroPoints)), (6, axis)));
            return FlatWriting.Table(
                b, 8, (0, FlatWriting.Vector(b, shape)), (1, (sbyte)type), (2, buffer), (3, b.CreateString(name)), (4, quantization),
                (5, isVariable), (7, signature is null ? null : FlatWriting.Vector(b, signature)));
        });
        return _tensors.Count - 1;
    }

    /// <summary>A constant.</summary>
    public int Constant<T>(string name, TfliteType type, int[] shape, T[] elements, float[]? scales = null, long[]? zeroPoints = null, int axis = 0)
        where T : unmanaged =>
        Tensor(name, type, shape, scales, zeroPoints, axis, MemoryMarshal.AsBytes(elements.AsSpan()).ToArray());

    /// <summary>An operator. Options: (field number, sbyte, bool, int, float, string or int[]).</summary>
    public void Operator(int builtin, int[] inputs, int[] outputs, params (int Field, object Value)[] options) =>
        Add(_file.CodeIndex(builtin, ""), inputs, outputs, options);

    public void Custom(string name, int[] inputs, int[] outputs) => Add(_file.CodeIndex(32, name), inputs, outputs, []);

    internal int Write(FlatBufferBuilder b)
    {
        var tensors = FlatWriting.Tables(b, [.. _tensors.Select(write => write(b))]);
        var operators = FlatWriting.Tables(b, [.. _operators.Select(write => write(b))]);
        return FlatWriting.Table(
            b, 5, (0, tensors), (1, FlatWriting.Vector(b, [.. Inputs])), (2, FlatWriting.Vector(b, [.. Outputs])), (3, operators), (4, b.CreateString(_name)));
    }

    private void Add(int code, int[] inputs, int[] outputs, (int Field, object Value)[] options) => _operators.Add(b =>
    {
        var fields = options.Select(o => (o.Field, (object?)(o.Value switch
        {
            string text => b.CreateString(text),
            int[] numbers => FlatWriting.Vector(b, numbers),
            var scalar => scalar,
        }))).ToArray();
        var table = options.Length == 0 ? null : (object)FlatWriting.Offset(FlatWriting.Table(b, options.Max(o => o.Field) + 1, fields));

        // The union's type number is not read by importers; any number but 0 says that there are options.
        return FlatWriting.Table(
            b, 6, (0, code), (1, FlatWriting.Vector(b, inputs)), (2, FlatWriting.Vector(b, outputs)), (3, (sbyte)(table is null ? 0 : 1)), (4, table));
    });
}
