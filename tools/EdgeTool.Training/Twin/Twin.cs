using EdgeTool.Compiler;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace EdgeTool.Training;

/// <summary>
/// A float graph as a TorchSharp module that computes the same and learns. Every tensor has the graph's own shape behind one more
/// dimension, the batch: an input of shape (1, 28, 28, 1) takes (batch, 1, 28, 28, 1). Weights keep the graph's layout.
/// </summary>
public sealed class Twin : nn.Module<Tensor[], Tensor[]>
{
    private readonly Dictionary<Value, Parameter> _learned = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, Tensor> _constants = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, TwinNormalization> _normalizations = new(ReferenceEqualityComparer.Instance);
    private readonly TwinOperator[] _operators;

    private Twin(Graph graph, IEnumerable<Node> normalized)
        : base(nameof(Twin))
    {
        Graph = graph;
        _operators = [.. graph.Nodes.Select(n => TwinOperators.Of(n.OpCode)!)];
        foreach (var (node, value) in graph.Nodes.SelectMany(n => n.Inputs.OfType<Value>().Where(v => v.IsConstant).Select(v => (n, v))))
        {
            if (TwinWeights.AreLearned(node, value) && !_learned.ContainsKey(value))
            {
                var parameter = new Parameter(TwinTensors.Of(value), requires_grad: true);
                _learned.Add(value, parameter);
                register_parameter($"weight{_learned.Count}", parameter);
            }
            else if (!_learned.ContainsKey(value) && !_constants.ContainsKey(value))
            {
                var constant = TwinTensors.Of(value);
                _constants.Add(value, constant);
                register_buffer($"constant{_constants.Count}", constant);
            }
        }

        foreach (var node in normalized)
        {
            var normalization = new TwinNormalization(node.Outputs[0].Shape[-1]);
            _normalizations.Add(node, normalization);
            register_module($"normalization{_normalizations.Count}", normalization);
        }
    }

    /// <summary>Makes the twin of a graph, which stays as it is until <see cref="WriteBack"/>.</summary>
    /// <param name="graph">Simplified, so that nothing but what depends on the inputs is computed.</param>
    /// <param name="normalized">Convolutions and dense layers whose sums pass a batch normalization of their own before the activation; an exported graph has it folded into their weights.</param>
    /// <exception cref="UnsupportedModelException">Some operators cannot be trained; it names every one.</exception>
    /// <exception cref="TrainingUnavailableException">libtorch is not here.</exception>
    public static Twin Of(Graph graph, IEnumerable<Node>? normalized = null)
    {
        TwinOperators.Check(graph);
        TorchLibrary.Require();
        return new Twin(graph, normalized ?? []);
    }

    public Graph Graph { get; }

    /// <summary>What is learned, by the constant of the graph that it replaces.</summary>
    public IReadOnlyDictionary<Value, Parameter> Parameters => _learned;

    /// <summary>Batch normalizations, by the node whose sums they take.</summary>
    public IReadOnlyDictionary<Node, TwinNormalization> Normalizations => _normalizations;

    /// <summary>Called in order at every weight and value.</summary>
    public List<ITwinHook> Hooks { get; } = [];

    /// <summary>The graph's outputs, (batch, the graph's shape) each.</summary>
    public override Tensor[] forward(Tensor[] inputs)
    {
        var values = Run(inputs);
        return [.. Graph.Outputs.Select(v => values[v])];
    }

    /// <summary>Computes every value of the graph.</summary>
    /// <param name="inputs">(batch, the graph's shape) each, in the graph's order.</param>
    public IReadOnlyDictionary<Value, Tensor> Run(params IReadOnlyList<Tensor> inputs)
    {
        var values = new Dictionary<Value, Tensor>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < Graph.Inputs.Count; i++)
        {
            values.Add(Graph.Inputs[i], Hooked(Graph.Inputs[i], inputs[i]));
        }

        for (var n = 0; n < _operators.Length; n++)
        {
            var node = Graph.Nodes[n];
            var results = _operators[n](new TwinCall(this, node, values, inputs[0].shape[0]));
            for (var i = 0; i < results.Length; i++)
            {
                values.Add(node.Outputs[i], Hooked(node.Outputs[i], results[i]));
            }
        }

        return values;
    }

    /// <summary>A copy of the graph with the trained weights, batch normalization folded into them.</summary>
    public Graph Export() => TwinExport.Copy(this);

    /// <summary>Puts the trained weights into the graph itself. Batch normalization must have been exported before.</summary>
    /// <exception cref="InvalidOperationException">There is batch normalization, which the graph has no place for.</exception>
    public void WriteBack()
    {
        if (_normalizations.Count > 0)
        {
            throw new InvalidOperationException("Batch normalization is folded by Export, into a graph of its own.");
        }

        foreach (var (value, parameter) in _learned)
        {
            value.Constant = TwinTensors.Bytes(parameter);
        }
    }

    /// <summary>The constant's present value, after the hooks, in the graph's shape.</summary>
    internal Tensor Weight(Node node, Value value)
    {
        if (!_learned.TryGetValue(value, out var parameter))
        {
            return _constants[value];
        }

        Tensor tensor = parameter;
        foreach (var hook in Hooks)
        {
            tensor = hook.Weight(node, value, tensor);
        }

        return tensor;
    }

    private Tensor Hooked(Value value, Tensor tensor)
    {
        foreach (var hook in Hooks)
        {
            tensor = hook.Activation(value, tensor);
        }

        return tensor;
    }
}
