using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Gathers the nodes, constants and borders of one ONNX graph, and writes them as a ModelProto of onnx.proto3.</summary>
internal sealed class OnnxFileWriter
{
    private readonly WireWriter _nodes = new();
    private readonly WireWriter _initializers = new();
    private readonly WireWriter _borders = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>
    /// Version of the operators and of the file: 20 has all that are written here but QuantizeLinear of 16 bits, which came with 21; some
    /// runtimes do not optimize files of 21 as well.
    /// </summary>
    public (int Opset, int Ir) Version { get; init; } = (20, 9);

    /// <summary>A name that nothing in the file has yet; it is taken from now on.</summary>
    public string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_names.Add(unique); i++)
        {
            unique = $"{name}/{i}";
        }

        return unique;
    }

    /// <summary>Adds an operator.</summary>
    /// <param name="type">Its name in the standard domain.</param>
    /// <param name="name">Of the node; for people.</param>
    /// <param name="inputs">Names of tensors; empty for one left out.</param>
    /// <param name="outputs">From <see cref="Unique"/>.</param>
    /// <param name="attributes">From <see cref="ExportAttribute"/>.</param>
    public void Node(string type, string name, IEnumerable<string> inputs, IEnumerable<string> outputs, params ReadOnlySpan<WireWriter> attributes)
    {
        var node = new WireWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(3, name).Text(4, type);
        foreach (var attribute in attributes)
        {
            node.Message(5, attribute);
        }

        _nodes.Message(1, node);
    }

    /// <summary>Adds a constant and returns its name.</summary>
    public string Constant<T>(string name, ReadOnlySpan<int> dimensions, params ReadOnlySpan<T> elements) where T : unmanaged =>
        Constant(name, ElementTypes.Of<T>(), dimensions, MemoryMarshal.AsBytes(elements));

    /// <summary>Adds a constant and returns its name.</summary>
    public string Constant(string name, ElementType type, ReadOnlySpan<int> dimensions, ReadOnlySpan<byte> elements)
    {
        var (tensor, unique) = (new WireWriter(), Unique(name));
        foreach (var dimension in dimensions)
        {
            tensor.Number(1, dimension);
        }

        _initializers.Message(5, tensor.Number(2, (long)type.ToOnnx()).Text(8, unique).Content(9, elements));
        return unique;
    }

    public void Input(string name, ElementType type, ReadOnlySpan<int> dimensions) => _borders.Message(11, Border(name, type, dimensions));

    public void Output(string name, ElementType type, ReadOnlySpan<int> dimensions) => _borders.Message(12, Border(name, type, dimensions));

    /// <param name="name">Of the graph.</param>
    /// <param name="producer">Program and version that wrote it.</param>
    public byte[] ToBytes(string name, (string Name, string Version) producer, IReadOnlyDictionary<string, string> metadata)
    {
        var graph = new WireWriter().Text(2, name);
        var start = new WireWriter().Number(1, Version.Ir).Text(2, producer.Name).Text(3, producer.Version);
        var opset = new WireWriter().Number(2, Version.Opset);

        // Fields of one message may come in any order and in parts, so the lists need no second copy.
        var file = start.Content(7, [.. _nodes.Bytes, .. graph.Bytes, .. _initializers.Bytes, .. _borders.Bytes]).Message(8, opset);
        foreach (var (key, value) in metadata)
        {
            file.Message(14, new WireWriter().Text(1, key).Text(2, value));
        }

        return [.. file.Bytes];
    }

    private static WireWriter Border(string name, ElementType type, ReadOnlySpan<int> dimensions)
    {
        var shape = new WireWriter();
        foreach (var dimension in dimensions)
        {
            shape.Message(1, new WireWriter().Number(1, dimension));
        }

        var tensor = new WireWriter().Number(1, (long)type.ToOnnx()).Message(2, shape);
        return new WireWriter().Text(1, name).Message(2, new WireWriter().Message(1, tensor));
    }
}
