using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;

namespace TestKit;

/// <summary>Writes small .onnx files, valid or not, by the field numbers of onnx.proto3.</summary>
public sealed class OnnxBuilder
{
    private const int Float = 1, Int64 = 7;

    private readonly List<byte[]> _nodes = [];
    private readonly List<byte[]> _initializers = [];
    private readonly List<byte[]> _inputs = [];
    private readonly List<byte[]> _outputs = [];
    private readonly SortedSet<string> _domains = [];

    public long Opset { get; init; } = 17;

    /// <summary>Adds a tensor to the graph's inputs; a string among the dimensions is a symbolic one.</summary>
    public OnnxBuilder Input(string name, params object[] dimensions) => With(_inputs, ValueInfo(name, Float, dimensions));

    public OnnxBuilder IntInput(string name, params object[] dimensions) => With(_inputs, ValueInfo(name, Int64, dimensions));

    /// <summary>An input of any data type number.</summary>
    public OnnxBuilder InputOf(int type, string name, params object[] dimensions) => With(_inputs, ValueInfo(name, type, dimensions));

    /// <summary>An output of any data type number.</summary>
    public OnnxBuilder OutputOf(int type, string name, params object[] dimensions) => With(_outputs, ValueInfo(name, type, dimensions));

    public OnnxBuilder Output(string name, params object[] dimensions) => With(_outputs, ValueInfo(name, Float, dimensions));

    public OnnxBuilder Node(string type, string[] inputs, string[] outputs, params byte[][] attributes) =>
        With(_nodes, NodeMessage(type, "", inputs, outputs, attributes));

    /// <summary>An operator of another domain, of which the file then uses version 1.</summary>
    public OnnxBuilder DomainNode(string domain, string type, string[] inputs, string[] outputs, params byte[][] attributes)
    {
        _domains.Add(domain);
        return With(_nodes, NodeMessage(type, domain, inputs, outputs, attributes));
    }

    public OnnxBuilder Floats(string name, long[] dimensions, params float[] elements) =>
        With(_initializers, Tensor(name, Float, dimensions, MemoryMarshal.AsBytes(elements.AsSpan()).ToArray()));

    public OnnxBuilder Longs(string name, long[] dimensions, params long[] elements) =>
        With(_initializers, Tensor(name, Int64, dimensions, MemoryMarshal.AsBytes(elements.AsSpan()).ToArray()));

    /// <summary>A tensor of any data type number with raw bytes of any length.</summary>
    public OnnxBuilder Raw(string name, int type, long[] dimensions, byte[] bytes) => With(_initializers, Tensor(name, type, dimensions, bytes));

    /// <summary>A tensor as a whole message.</summary>
    public OnnxBuilder Initializer(byte[] tensor) => With(_initializers, tensor);

    public byte[] GraphBytes() => Message(o =>
    {
        Write(o, 1, _nodes);
        Write(o, 2, ["graph"u8.ToArray()]);
        Write(o, 5, _initializers);
        Write(o, 11, _inputs);
        Write(o, 12, _outputs);
    });

    public byte[] ToBytes() => Message(o =>
    {
        Write(o, 1, 8L);
        Write(o, 7, [GraphBytes()]);
        Write(o, 8, [Message(set => Write(set, 2, Opset))]);
        Write(o, 8, _domains.Select(domain => Message(set =>
        {
            Write(set, 1, [Encoding.UTF8.GetBytes(domain)]);
            Write(set, 2, 1L);
        })));
    });

    public static byte[] IntAttribute(string name, long value) => Attribute(name, 2, o => Write(o, 3, value));

    public static byte[] FloatAttribute(string name, float value) => Attribute(name, 1, o =>
    {
        o.WriteTag(2, WireFormat.WireType.Fixed32);
        o.WriteFloat(value);
    });

    public static byte[] FloatsAttribute(string name, params float[] values) => Attribute(name, 6, o =>
    {
        foreach (var value in values)
        {
            o.WriteTag(7, WireFormat.WireType.Fixed32);
            o.WriteFloat(value);
        }
    });

    public static byte[] TextAttribute(string name, string value) => Attribute(name, 3, o => Write(o, 4, [Encoding.UTF8.GetBytes(value)]));

    public static byte[] TextsAttribute(string name, params string[] values) => Attribute(name, 8, o => Write(o, 9, values.Select(Encoding.UTF8.GetBytes)));

    public static byte[] GraphAttribute(string name, byte[] graph) => Attribute(name, 5, o => Write(o, 6, [graph]));

    public static byte[] IntsAttribute(string name, params long[] values) => Attribute(name, 7, o =>
    {
        foreach (var value in values)
        {
            Write(o, 8, value);
        }
    });

    public static byte[] NodeMessage(string type, string domain, string[] inputs, string[] outputs, params byte[][] attributes) => Message(o =>
    {
        Write(o, 1, inputs.Select(Encoding.UTF8.GetBytes));
        Write(o, 2, outputs.Select(Encoding.UTF8.GetBytes));
        Write(o, 4, [Encoding.UTF8.GetBytes(type)]);
        Write(o, 5, attributes);
        Write(o, 7, [Encoding.UTF8.GetBytes(domain)]);
    });

    /// <summary>TensorProto with raw_data.</summary>
    public static byte[] Tensor(string name, int type, long[] dimensions, byte[] raw) => Message(o =>
    {
        foreach (var dimension in dimensions)
        {
            Write(o, 1, dimension);
        }

        Write(o, 2, (long)type);
        Write(o, 8, [Encoding.UTF8.GetBytes(name)]);
        Write(o, 9, [raw]);
    });

    public static byte[] Message(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            write(output);
        }

        return memory.ToArray();
    }

    public static void Write(CodedOutputStream output, int field, long number)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(number);
    }

    public static void Write(CodedOutputStream output, int field, IEnumerable<byte[]> contents)
    {
        foreach (var content in contents)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }
    }

    private static byte[] Attribute(string name, int type, Action<CodedOutputStream> value) => Message(o =>
    {
        Write(o, 1, [Encoding.UTF8.GetBytes(name)]);
        value(o);
        Write(o, 20, (long)type);
    });

    private static byte[] ValueInfo(string name, int type, object[] dimensions)
    {
        var shape = Message(o => Write(o, 1, dimensions.Select(d => Message(dim =>
        {
            if (d is string symbol)
            {
                Write(dim, 2, [Encoding.UTF8.GetBytes(symbol)]);
            }
            else
            {
                Write(dim, 1, Convert.ToInt64(d));
            }
        }))));
        var tensor = Message(o =>
        {
            Write(o, 1, (long)type);
            Write(o, 2, [shape]);
        });
        return Message(o =>
        {
            Write(o, 1, [Encoding.UTF8.GetBytes(name)]);
            Write(o, 2, [Message(t => Write(t, 1, [tensor]))]);
        });
    }

    private OnnxBuilder With(List<byte[]> list, byte[] message)
    {
        list.Add(message);
        return this;
    }
}
