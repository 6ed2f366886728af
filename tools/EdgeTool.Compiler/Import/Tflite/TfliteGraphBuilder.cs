using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>What importers write to: the graph being built.</summary>
public sealed class TfliteGraphBuilder(Graph graph)
{
    public Graph Graph { get; } = graph;

    /// <summary>Adds the node that stands for a source operator.</summary>
    public void Add<T>(TfliteNode source, in T record, IEnumerable<Value?> inputs, IEnumerable<Value> outputs)
        where T : unmanaged, IOperatorRecord<T> =>
        Graph.Nodes.Add(Node.Of(source.Name, record, inputs, outputs, source.Operator.Index));

    /// <summary>ActivationFunctionType of the published schema as ours.</summary>
    public static Activation ActivationOf(int functionType) => functionType switch
    {
        0 => Activation.None,
        1 => Activation.Relu,
        2 => Activation.ReluN1To1,
        3 => Activation.Relu6,
        _ => throw new UnsupportedException($"fuses activation function {functionType}", "use none, RELU, RELU_N1_TO_1 or RELU6"),
    };
}
