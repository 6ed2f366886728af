using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Turns an ONNX graph into ours, operator by operator, and collects everything that cannot be packed.</summary>
internal sealed class OnnxGraphImport
{
    /// <summary>Trips of unrolled loops included.</summary>
    private const int MaxOperators = 200_000;

    /// <summary>Trips of all loops, which cost time and memory without any operator, too.</summary>
    private const int MaxBodies = 20_000;

    private readonly OnnxModel _model;
    private readonly ImportOptions _options;
    private readonly OnnxGraphBuilder _builder;
    private readonly List<Value> _counts = [];
    private OnnxScope _scope = new(null);
    private int _operators;
    private int _bodies;

    public OnnxGraphImport(OnnxModel model, ImportOptions options)
    {
        (_model, _options) = (model, OnnxInputs.WithBatch(model.Graph, options));
        Constants = new OnnxConstants(model, options);
        _builder = new OnnxGraphBuilder(this, model.SizeBytes);
    }

    public Graph Graph => _builder.Graph;

    public OnnxConstants Constants { get; }

    public List<UnsupportedNode> Unsupported { get; } = [];

    public void Run()
    {
        Initialize(_model.Graph);
        foreach (var input in _model.Graph.Inputs.Where(i => !_scope.HasOwn(i.Name)))
        {
            Collect(-1, "INPUT", input.Name, [input.Name], () =>
            {
                var value = _builder.Declare(OnnxInputs.Of(input, _options), input.Type);
                _scope.Define(input.Name, value);
                if (!value.IsConstant)
                {
                    Graph.Inputs.Add(value);
                }
            });
        }

        RunOperators(_model.Graph);
        foreach (var output in _model.Graph.Outputs)
        {
            Collect(-1, "OUTPUT", output.Name, [], () => AddOutput(output));
        }

        Graph.Outputs.AddRange(_counts);
    }

    /// <summary>Gives a name of the current graph its value.</summary>
    public void Define(string name, Value value, string node)
    {
        if (value.Name.StartsWith(node + "/", StringComparison.Ordinal))
        {
            value.Name = name;
        }

        _scope.Define(name, value);
    }

    public IReadOnlyList<Value> Inline(OnnxGraph body, Value[] inputs)
    {
        if (++_bodies > MaxBodies)
        {
            throw new ImportException($"The model's loops make more than {MaxBodies} trips. Use fewer trips.");
        }

        var outer = _scope;
        _scope = new OnnxScope(outer);
        try
        {
            Initialize(body);
            foreach (var (info, value) in body.Inputs.Zip(inputs))
            {
                _scope.Define(info.Name, value);
            }

            RunOperators(body);
            return [.. body.Outputs.Select(o => Find(o.Name, "the end of a body") ?? throw new UnknownValueException())];
        }
        finally
        {
            _scope = outer;
        }
    }

    public Value Through(OnnxNode node, string opType, IReadOnlyList<Value?> inputs)
    {
        var importer = OnnxImporters.For("", opType) ?? throw new InvalidOperationException($"{opType} is missing from OnnxImporters.");
        var outer = _scope;
        _scope = new OnnxScope(outer);
        try
        {
            var result = $"{node.Name}/{opType} {Graph.Nodes.Count}";
            importer.Import(new OnnxNode(node.Source with { Domain = "", OpType = opType, Outputs = [result] }, OpsetOf(""), inputs), _builder);
            return Find(result, node.OpType) ?? throw new InvalidOperationException($"{opType} names no result.");
        }
        finally
        {
            _scope = outer;
        }
    }

    public void PadRows(OnnxOperator op, Value count)
    {
        const string remedy = "end the model before it and do this step in the program around it";
        if (_options.ExactSizes || !_model.Graph.Operators.Contains(op))
        {
            throw new UnsupportedException("gives as many elements as its data say, while memory is planned beforehand", remedy);
        }

        if (OnnxPaddedRows.MixedBy(_model.Graph, op) is { } reader)
        {
            throw new UnsupportedException(
                $"gives rows that pad its answer, which {reader.OpType} '{reader.Outputs.FirstOrDefault()}' would take for boxes", remedy);
        }

        _counts.Add(count);
    }

    private void Initialize(OnnxGraph graph)
    {
        if (graph.HasSparseInitializers)
        {
            Unsupported.Add(new UnsupportedNode(-1, "INITIALIZER", "sparse_initializer", "is stored sparse", "export with dense weights"));
        }

        foreach (var tensor in graph.Initializers)
        {
            Collect(-1, "INITIALIZER", tensor.Name, [tensor.Name], () => _scope.Define(tensor.Name, _builder.Declare(Constants.Of(tensor, tensor.Name), tensor.Type)));
        }
    }

    private void RunOperators(OnnxGraph graph)
    {
        foreach (var op in graph.Operators)
        {
            Count();
            Collect(op.Index, op.OpType, op.Outputs.FirstOrDefault(o => o.Length > 0) ?? op.Name, op.Outputs, () => Import(op));
        }
    }

    private void Count()
    {
        if (++_operators > MaxOperators)
        {
            throw new ImportException($"The model, its loops unrolled, has more than {MaxOperators} operators. Use fewer trips.");
        }
    }

    private void Import(OnnxOperator op)
    {
        var inputs = op.Inputs.Select(name => name.Length == 0 ? null : Find(name, $"{op.OpType} '{op.Name}'")).ToArray();
        var importer = OnnxImporters.For(op.Domain, op.OpType) ?? throw new UnsupportedException(
            op.Domain.Length > 0 ? $"of domain {op.Domain} is not in the operator list" : "is not in the operator list",
            "replace it in the source model by operators of the list in README.md");
        if (op.Inputs.Zip(inputs).Any(pair => pair.First.Length > 0 && pair.Second is null))
        {
            // Depends on a node that is in the list of unsupported ones already.
            _scope.Poison(op.Outputs);
            return;
        }

        var node = new OnnxNode(op, OpsetOf(op.Domain, importer.MinOpset), inputs);
        var first = Graph.Nodes.Count;
        try
        {
            importer.Import(node.Opset < 7 ? OnnxLegacyBroadcast.Apply(node, _builder) : node, _builder);
        }
        catch
        {
            Graph.Nodes.RemoveRange(first, Graph.Nodes.Count - first);
            throw;
        }

        foreach (var missing in op.Outputs.Where(o => o.Length > 0 && !_scope.HasOwn(o)))
        {
            throw new UnsupportedException($"has the output '{missing}', which is not computed", "leave it out of the model's outputs");
        }
    }

    private int OpsetOf(string domain, int min = OnnxImporters.MinOpset)
    {
        var opset = _model.Opsets.TryGetValue(domain, out var version) ? version
            : domain.Length > 0 ? 1
            : throw new ImportException("The file does not say which operator set it uses (opset_import). Export the model again.");
        return domain.Length > 0 || (opset >= min && opset <= OnnxImporters.MaxOpset) ? opset : throw new UnsupportedException(
            $"is of operator set {opset}", $"export with an operator set from {OnnxImporters.MinOpset} to {OnnxImporters.MaxOpset}");
    }

    /// <summary>The value of a name; null when it depends on unsupported nodes.</summary>
    private Value? Find(string name, string reader) => _scope.TryFind(name, out var value)
        ? value
        : throw new ImportException($"{reader} reads '{name}' before any node writes it: the graph is cyclic, unordered or incomplete. Export the model again.");

    /// <summary>Model outputs are values of their own: not an input, a constant, or another output.</summary>
    private void AddOutput(OnnxValueInfo info)
    {
        if (Find(info.Name, "The model's end") is not { } value)
        {
            return;
        }

        if (value.Shape.IsEmpty())
        {
            if (!_options.ExactSizes)
            {
                throw new UnsupportedException($"has the shape {value.Shape}: no elements", "leave it out of the model's outputs");
            }

            value = new Value { Name = info.Name, Type = value.Type, Shape = value.Shape, Constant = [] };
            Graph.EmptyOutputs.Add((Graph.Outputs.Count + Graph.EmptyOutputs.Count, value));
            return;
        }

        if (value.IsConstant || Graph.Inputs.Contains(value) || Graph.Outputs.Contains(value))
        {
            var copy = new Value { Name = info.Name, Type = value.Type, Shape = value.Shape, Scales = value.Scales, ZeroPoint = value.ZeroPoint };
            Graph.Nodes.Add(Node.Of(info.Name, default(Reshape), [value], [copy]));
            value = copy;
        }

        value.Name = info.Name;
        Graph.Outputs.Add(value);
    }

    private void Collect(int index, string kind, string name, IReadOnlyList<string> outputs, Action import)
    {
        try
        {
            import();
        }
        catch (UnsupportedException e)
        {
            Unsupported.Add(new UnsupportedNode(index, kind, name, e.Message, e.Remedy));
            _scope.Poison(outputs);
        }
        catch (UnknownValueException)
        {
            _scope.Poison(outputs);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or IndexOutOfRangeException or DivideByZeroException or InvalidOperationException)
        {
            // An importer's arithmetic on numbers that no exporter writes; the file's structure is sound.
            Unsupported.Add(new UnsupportedNode(index, kind, name, $"has parameters out of range ({e.Message})", "export the model again"));
            _scope.Poison(outputs);
        }
    }
}
