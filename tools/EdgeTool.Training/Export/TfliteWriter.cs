using System.Runtime.InteropServices;
using EdgeTool.Compiler.Tflite;
using Google.FlatBuffers;
using static EdgeTool.Training.TfliteTables;

namespace EdgeTool.Training;

/// <summary>
/// Writes .tflite files of one subgraph, by the field numbers of the published schema, version 3. The same calls give the same bytes.
/// </summary>
public sealed class TfliteWriter(string description)
{
    private const int SchemaVersion = 3, BufferAlignment = 16;

    private readonly List<byte[]> _buffers = [[]];
    private readonly List<Func<FlatBufferBuilder, int>> _tensors = [];
    private readonly List<Func<FlatBufferBuilder, int>> _operators = [];
    private readonly List<(int Builtin, int Version)> _codes = [];
    private readonly List<(string Name, int Buffer)> _metadata = [];

    /// <summary>Indices of the model's inputs.</summary>
    public List<int> Inputs { get; } = [];

    /// <summary>Indices of the model's outputs.</summary>
    public List<int> Outputs { get; } = [];

    /// <summary>An int8 tensor that an operator writes, or the model's input.</summary>
    /// <returns>Its index.</returns>
    public int Activation(string name, int[] shape, Int8Quantization quantization) =>
        Tensor(name, TfliteType.Int8, shape, 0, [quantization.Scale], quantization.ZeroPoint);

    /// <summary>A constant; scales along dimension 0 where there are several, none where it is not quantized.</summary>
    /// <returns>Its index.</returns>
    public int Constant<T>(string name, TfliteType type, int[] shape, T[] elements, float[] scales) where T : unmanaged
    {
        _buffers.Add(MemoryMarshal.AsBytes(elements.AsSpan()).ToArray());
        return Tensor(name, type, shape, _buffers.Count - 1, scales, 0);
    }

    /// <summary>An operator, with its options table and that table's number in the BuiltinOptions union (0: none).</summary>
    internal void Operator(int builtin, int version, int[] inputs, int output, int optionsType, params Field[] options)
    {
        if (!_codes.Contains((builtin, version)))
        {
            _codes.Add((builtin, version));
        }

        var code = _codes.IndexOf((builtin, version));
        _operators.Add(b =>
        {
            var (inputVector, outputVector) = (Vector(b, inputs), Vector(b, [output]));
            List<Field> fields = [Int32(0, code), Offset(1, inputVector), Offset(2, outputVector)];
            if (optionsType != 0)
            {
                fields.AddRange([Byte(3, optionsType), Offset(4, Table(b, options))]);
            }

            return Table(b, [.. fields]);
        });
    }

    /// <summary>Bytes that travel with the model under a name.</summary>
    public void Metadata(string name, byte[] bytes)
    {
        _buffers.Add(bytes);
        _metadata.Add((name, _buffers.Count - 1));
    }

    public byte[] ToBytes()
    {
        var b = new FlatBufferBuilder(1 << 14);
        var buffers = Tables(b, [.. _buffers.Select(bytes => bytes.Length == 0 ? Table(b) : Table(b, Offset(0, Vector(b, bytes, BufferAlignment))))]);
        var subgraph = Table(b,
            Offset(0, Tables(b, [.. _tensors.Select(write => write(b))])), Offset(1, Vector(b, [.. Inputs])), Offset(2, Vector(b, [.. Outputs])),
            Offset(3, Tables(b, [.. _operators.Select(write => write(b))])), Offset(4, b.CreateString("main").Value));
        var codes = Tables(b, [.. _codes.Select(c => Table(b, Byte(0, Math.Min(c.Builtin, 127)), Int32(2, c.Version), Int32(3, c.Builtin)))]);
        var metadata = Tables(b, [.. _metadata.Select(m => Table(b, Offset(0, b.CreateString(m.Name).Value), Int32(1, m.Buffer)))]);
        var model = Table(b,
            Int32(0, SchemaVersion), Offset(1, codes), Offset(2, Tables(b, [subgraph])), Offset(3, b.CreateString(description).Value),
            Offset(4, buffers), Offset(6, metadata));
        b.Finish(model, "TFL3");
        return b.SizedByteArray();
    }

    private int Tensor(string name, TfliteType type, int[] shape, int buffer, float[] scales, int zeroPoint)
    {
        _tensors.Add(b =>
        {
            List<Field> fields = [Offset(0, Vector(b, shape)), Byte(1, (int)type), Int32(2, buffer), Offset(3, b.CreateString(name).Value)];
            if (scales.Length > 0)
            {
                var zeroPoints = Vector(b, Enumerable.Repeat((long)zeroPoint, scales.Length).ToArray());
                fields.Add(Offset(4, Table(b, Offset(2, Vector(b, scales)), Offset(3, zeroPoints), Int32(6, 0))));
            }

            return Table(b, [.. fields]);
        });
        return _tensors.Count - 1;
    }
}
