using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;

namespace EdgeTool.Compiler.Tests;

/// <summary>TFLite operators made by hand, for importing one by itself.</summary>
internal static class SourceNodes
{
    /// <summary>Imports one operator and gives the node it became; its law holds.</summary>
    /// <param name="options">Options by field number of the published schema.</param>
    public static Node Import(int builtinCode, Value?[] inputs, Value[] outputs, params (int Field, object Value)[] options)
    {
        var node = Assert.Single(ImportAll(builtinCode, inputs, outputs, options));
        Assert.Equal(4, node.SourceIndex);
        node.CheckLaw();
        return node;
    }

    /// <summary>Imports one operator and gives whatever nodes it became.</summary>
    public static List<Node> ImportAll(int builtinCode, Value?[] inputs, Value[] outputs, params (int Field, object Value)[] options)
    {
        var graph = new Graph();
        var source = new TfliteOperator
        {
            Index = 4,
            BuiltinCode = builtinCode,
            Inputs = [],
            Outputs = [],
            Options = new OptionFields(options.ToDictionary(o => o.Field, o => o.Value)),
        };
        TfliteImporters.For(source)!.Import(new TfliteNode(source, "node", inputs, outputs), new TfliteGraphBuilder(graph));
        return graph.Nodes;
    }

    public static Value Tensor(params int[] shape) => new() { Name = "x", Type = ElementType.Int8, Shape = new Shape(shape), Scales = [0.5f] };

    public static Value List(params int[] elements) => Value.Of<int>("list", new Shape(elements.Length), elements);

    public static int[] Of(PerAxis values, int rank) => [.. Enumerable.Range(0, rank).Select(axis => values[axis])];

    private sealed class OptionFields(Dictionary<int, object> fields) : ITfliteOptions
    {
        public int UnionType => 0;

        public int Int32(int field, int defaultValue = 0) => Of(field, defaultValue);

        public int Byte(int field, int defaultValue = 0) => Of(field, defaultValue);

        public bool Bool(int field, bool defaultValue = false) => Of(field, defaultValue);

        public float Float(int field, float defaultValue = 0) => Of(field, defaultValue);

        public string Text(int field) => Of(field, "");

        public int[] Int32Vector(int field) => Of<int[]>(field, []);

        private T Of<T>(int field, T defaultValue) => fields.TryGetValue(field, out var value) ? (T)value : defaultValue;
    }
}
